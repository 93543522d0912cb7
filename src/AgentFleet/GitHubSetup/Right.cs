using AgentFleet.Ledger;

namespace AgentFleet.GitHubSetup;

/// <summary>What a token may be given, by GitHub's names for it in the API.</summary>
/// <remarks>https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens</remarks>
internal enum Right
{
    Metadata,
    Issues,
    PullRequests,
    Actions,
    Checks,
    Statuses,
    VulnerabilityAlerts,
    SecurityEvents,
    Contents,
    Workflows,
}

/// <summary>A right that is needed, and what for.</summary>
internal sealed record NeededRight(Right Right, bool ToWrite, string For, bool IsOptional = false)
{
    private const string Setup = "github setup only: ";

    public static IReadOnlyList<NeededRight> All { get; } =
    [
        new(Right.Metadata, false, "the repository itself"),
        new(Right.Issues, false, "issues and their labels"),
        new(Right.PullRequests, false, "pull requests"),
        new(Right.Actions, false, "workflows that fail"),
        new(Right.Checks, false, "checks of pull requests"),
        new(Right.Statuses, false, "statuses of pull requests"),
        new(Right.VulnerabilityAlerts, false, "alerts of Dependabot", IsOptional: true),
        new(Right.SecurityEvents, false, "alerts of code scanning", IsOptional: true),
        new(Right.Issues, true, Setup + "labels"),
        new(Right.Contents, true, Setup + "the branch with the workflows"),
        new(Right.Workflows, true, Setup + "the workflows on it"),
        new(Right.PullRequests, true, Setup + "the pull request"),
    ];

    public string Name => $"{Called(Right)}: {(ToWrite ? "write" : "read")}";

    /// <summary>As the page calls it on which a person gives the right.</summary>
    public static string Called(Right right) => right switch
    {
        Right.PullRequests => "Pull requests",
        Right.Statuses => "Commit statuses",
        Right.VulnerabilityAlerts => "Dependabot alerts",
        Right.SecurityEvents => "Code scanning alerts",
        _ => right.ToString(),
    };

    /// <summary>Whether a right that an App has is more than is needed here, and why.</summary>
    public static string? TooMuch(string right, string access)
    {
        var needs = All.Where(need => Words.Of(need.Right) == right).ToList();
        return needs.Count == 0 ? "not needed"
            : access != "read" && !needs.Exists(need => need.ToWrite) ? "to read is enough"
            : null;
    }
}
