namespace AgentFleet.Testing;

/// <summary>
/// The system's clock, put forward by the test. Its timers run in real time, since real processes do. Begun in the past it
/// can be moved by hours without making a run's files look old.
/// </summary>
public sealed class ShiftedClock(TimeSpan shift = default) : TimeProvider
{
    private long _shift = shift.Ticks;
    private long _passed;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    public override long GetTimestamp() => base.GetTimestamp() + (long)(TimeSpan.FromTicks(Interlocked.Read(ref _passed)).TotalSeconds * TimestampFrequency);

    /// <summary>The clock is put forward, as by a person: no time has passed.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    /// <summary>Time has passed, for whoever measures it; timers are none the wiser.</summary>
    public void Pass(TimeSpan time)
    {
        Advance(time);
        Interlocked.Add(ref _passed, time.Ticks);
    }
}
