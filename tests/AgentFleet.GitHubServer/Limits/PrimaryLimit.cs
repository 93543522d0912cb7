using AgentFleet.Hub.Access;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Limits;

/// <summary>The requests of an hour. A window begins with its first request and ends whole.</summary>
internal sealed class PrimaryLimit(GitHubRules rules, HubWorld world)
{
    private const int MostOfAnInstallation = 12_500;
    private const int RepositoriesInTheLimit = 20;
    private const int MoreForEachRepository = 50;

    private readonly Dictionary<string, (DateTimeOffset End, int Used)> _windows = [];

    public Quota Of(Caller caller)
    {
        var (end, used) = Window(caller.Account);
        return new(LimitOf(caller), used, end);
    }

    public void Take(Caller caller)
    {
        var (end, used) = Window(caller.Account);
        _windows[caller.Account] = (end, used + 1);
    }

    /// <summary>
    /// A spent limit refuses all but <c>/rate_limit</c>. Whether a request that would be a 304 gets through then is not
    /// written anywhere; here it does not.
    /// </summary>
    public Answer? Refusal(Caller caller)
    {
        if (Of(caller).Remaining > 0)
            return null;
        var whose = caller.Account is "nobody" ? "127.0.0.1" : caller.Account.Replace("user ", "user ID ", StringComparison.Ordinal).Replace("installation ", "installation ID ", StringComparison.Ordinal);
        return Answer.Error(rules.LimitedStatus, $"API rate limit exceeded for {whose}.",
            "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api");
    }

    public static string Json(Quota quota) => $$"""
        {"resources":{"core":{{One(quota)}},"search":{{One(quota with { Limit = 30, Used = 0 })}},"graphql":{{One(quota with { Limit = 5000, Used = 0 })}}},"rate":{{One(quota)}}}
        """;

    private static string One(Quota quota) =>
        $$"""{"limit":{{quota.Limit}},"used":{{quota.Used}},"remaining":{{quota.Remaining}},"reset":{{quota.Reset.ToUnixTimeSeconds()}}}""";

    private (DateTimeOffset End, int Used) Window(string account) =>
        _windows.TryGetValue(account, out var window) && window.End > world.Clock.GetUtcNow()
            ? window
            : _windows[account] = (world.Now + rules.Window, 0);

    private int LimitOf(Caller caller)
    {
        if (caller == Caller.Nobody)
            return rules.AnonymousLimit;
        var more = caller.Token?.Installation is { } installation
            ? MoreForEachRepository * Math.Max(0, installation.Repositories.Count - RepositoriesInTheLimit)
            : 0;
        return more == 0 ? rules.PrimaryLimit : Math.Min(Math.Max(MostOfAnInstallation, rules.PrimaryLimit), rules.PrimaryLimit + more);
    }
}
