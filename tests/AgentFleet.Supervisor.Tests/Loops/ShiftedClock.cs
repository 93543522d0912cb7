namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>
/// The system's clock, put forward by the test. Its timers run in real time, since real processes do. Begun in the past it
/// can be moved by hours without making a run's files look old.
/// </summary>
internal sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    private long _shift = shift.Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
