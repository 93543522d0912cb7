using System.Globalization;

namespace AgentFleet.MessagesApi;

/// <summary>
/// The headers by which the API tells a subscription's client how much is left. They are not documented; these are the
/// ones that CLI 2.1.197 reads, and it repeats them as a <c>rate_limit_event</c> line.
/// </summary>
public static class UsageLimitHeaders
{
    private const string Prefix = "anthropic-ratelimit-unified-";

    /// <param name="status"><c>allowed</c>, <c>allowed_warning</c> or <c>rejected</c>.</param>
    /// <param name="resetsAt">When the claim's window ends.</param>
    /// <param name="claim">The window that decides, such as <c>five_hour</c>.</param>
    public static IReadOnlyDictionary<string, string> For(string status, DateTimeOffset resetsAt, string claim) =>
        new Dictionary<string, string>
        {
            [Prefix + "status"] = status,
            [Prefix + "reset"] = resetsAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [Prefix + "representative-claim"] = claim,
            [Prefix + "overage-status"] = "rejected",
            [Prefix + "overage-disabled-reason"] = "org_level_disabled",
        };
}
