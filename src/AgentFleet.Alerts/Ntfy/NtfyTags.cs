using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Alerts;

/// <summary>The little pictures that ntfy shows before a title: https://docs.ntfy.sh/emojis/</summary>
internal static class NtfyTags
{
    private static readonly Dictionary<string, string[]> OfKind = new()
    {
        [AlertKind.FindingOpened.Word] = ["warning"],
        [AlertKind.FindingCleared.Word] = ["white_check_mark"],
        [AlertKind.FindingFixed.Word] = ["white_check_mark"],
        [AlertKind.FindingEscalated.Word] = ["rotating_light"],
        [AlertKind.FindingRefused.Word] = ["no_entry"],
        [AlertKind.UsageLimitBegun.Word] = ["hourglass"],
        [AlertKind.LoginNeeded.Word] = ["key"],
        [AlertKind.AgentMissing.Word] = ["mag"],
        [AlertKind.DefinitionBroken.Word] = ["pencil2"],
        [AlertKind.WebhookClosed.Word] = ["electric_plug"],
    };

    /// <summary>None for a kind that a newer AgentFleet wrote.</summary>
    public static IReadOnlyList<string> Of(string kind) => OfKind.GetValueOrDefault(kind, []);
}
