namespace AgentFleet.Scanner.Webhooks;

/// <summary>What a delivery may be about: https://docs.github.com/en/webhooks/webhook-events-and-payloads</summary>
internal static class HookEvents
{
    /// <summary>Sent once, when the webhook is made.</summary>
    public const string Ping = "ping";

    /// <summary>Such as one that got a label.</summary>
    public const string Issues = "issues";

    private const int LongestName = 100;

    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        Issues, "issue_comment", "label",
        "pull_request", "pull_request_review",
        "workflow_run", "check_suite", "check_run", "status",
        "dependabot_alert", "code_scanning_alert",
        "repository", "installation_repositories",
    };

    /// <summary>Whether it may have changed something that is looked at.</summary>
    public static bool IsHint(string name) => Telling.Contains(name);

    /// <summary>Whether GitHub could call an event so; it may add events at any time.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterLower(c) || c == '_');
}
