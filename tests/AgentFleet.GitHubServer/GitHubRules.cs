namespace AgentFleet.Hub;

/// <summary>What the server asks of its clients; the defaults are GitHub's own.</summary>
/// <remarks>https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api</remarks>
public sealed record GitHubRules
{
    /// <summary>Requests an hour of a token's owner. An installation of more than 20 repositories has 50 more for each, 12,500 at most.</summary>
    public int PrimaryLimit { get; init; } = 5000;

    /// <summary>Requests an hour of those who show no token.</summary>
    public int AnonymousLimit { get; init; } = 60;

    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Requests at once.</summary>
    public int Concurrency { get; init; } = 100;

    /// <summary>A request that reads is one point, one that writes is five.</summary>
    public int PointsPerMinute { get; init; } = 900;

    /// <summary>Requests that write.</summary>
    public int WritesPerMinute { get; init; } = 80;

    /// <summary>Whether a secondary limit says by <c>retry-after</c> when to come again; GitHub does not always.</summary>
    public bool SaysRetryAfter { get; init; } = true;

    /// <summary>403 or 429: GitHub answers a spent limit with either.</summary>
    public int LimitedStatus { get; init; } = 403;

    /// <summary><c>/api/v3</c> for GitHub Enterprise Server.</summary>
    public string BasePath { get; init; } = "";
}
