namespace AgentFleet.GitHub;

/// <summary>What time it is at GitHub, learned from the dates of its answers: keys and limits go by that clock, not by ours.</summary>
internal sealed class ServerClock(TimeProvider clock)
{
    private long _ahead;

    public DateTimeOffset Local => clock.GetUtcNow();

    public DateTimeOffset Server => Local + Ahead;

    /// <summary>How far GitHub's clock is ahead of ours.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public DateTimeOffset ToLocal(DateTimeOffset server) => server - Ahead;

    public void Learn(DateTimeOffset? date)
    {
        // A date is a whole second, so a smaller difference says nothing.
        if (date is { } said)
            Interlocked.Exchange(ref _ahead, (said - Local).Duration() < TimeSpan.FromSeconds(2) ? 0 : (said - Local).Ticks);
    }
}
