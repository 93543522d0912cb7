namespace AgentFleet.Scanner.Service;

/// <summary>Tells when the wall clock made a step: somebody set it, or the machine slept and all timers stood still.</summary>
internal sealed class ClockSteps(TimeProvider clock)
{
    // Less than what a schedule bears before it leaves a firing out (Quartz: 5 s).
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    private DateTimeOffset _wall = clock.GetUtcNow();
    private long _timestamp = clock.GetTimestamp();

    /// <summary>How far the wall clock went ahead of the time that passed since this was last asked, or back; null when it kept pace.</summary>
    public TimeSpan? Next()
    {
        var (wall, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        var step = wall - _wall - clock.GetElapsedTime(_timestamp, timestamp);
        (_wall, _timestamp) = (wall, timestamp);
        return step.Duration() >= Least ? step : null;
    }
}
