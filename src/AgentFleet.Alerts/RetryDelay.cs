namespace AgentFleet.Alerts;

/// <summary>How long an alert waits for its next try: 5 s, doubled each time, at most 15 min, give or take a tenth.</summary>
internal static class RetryDelay
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    // A server that asks for more than this is broken, and must not silence an alert for good.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    /// <param name="tries">How often it was tried, this time included.</param>
    /// <param name="asked">How long the server asked to wait; it wins when it is longer.</param>
    /// <param name="chance">From 0 to 1: where in the tenth this delay lies, so that many alerts do not come back at once.</param>
    public static TimeSpan Of(int tries, TimeSpan? asked, double chance)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(tries - 1, 0, 20));
        var delay = (doubled < Longest ? doubled : Longest) * (0.9 + (0.2 * chance));
        return asked > delay ? Bounded(asked.Value) : delay;
    }

    public static TimeSpan Bounded(TimeSpan asked) => asked < LongestAsked ? asked : LongestAsked;
}
