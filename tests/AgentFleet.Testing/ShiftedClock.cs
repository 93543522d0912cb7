namespace AgentFleet.Testing;

/// <summary>
/// The system's clock, put forward by the test. Its timers run in real time, since real processes do. Begun in the past it
/// can be moved by hours without making a run's files look old.
/// </summary>
public sealed class ShiftedClock(TimeSpan shift = default) : TimeProvider
{
    private long _shift = shift.Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
