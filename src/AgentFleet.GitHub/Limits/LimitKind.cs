namespace AgentFleet.GitHub;

/// <summary>Which of GitHub's limits keeps us waiting.</summary>
/// <remarks>https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api</remarks>
public enum LimitKind
{
    /// <summary>The hour's budget of requests, or the part of it that we may use, is spent.</summary>
    Primary,

    /// <summary>Too much at once.</summary>
    Secondary,
}

internal static class LimitWords
{
    public static string Said(this LimitKind kind) => kind == LimitKind.Primary ? "GitHub's hourly limit holds" : "GitHub asks for a pause";
}
