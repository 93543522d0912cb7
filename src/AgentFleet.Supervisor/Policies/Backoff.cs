namespace AgentFleet.Supervisor.Policies;

/// <summary>How long to wait before the next attempt: <c>min(Cap, Base · 2^(n-1))</c>, give or take 10 %.</summary>
public sealed record Backoff(TimeSpan Base, TimeSpan Cap)
{
    private const double Jitter = 0.1;

    /// <summary>The wait after the <paramref name="attempts"/>th counted attempt, counting from 1.</summary>
    public TimeSpan After(int attempts, Random random)
    {
        // 2^40 times a millisecond is 34 years: beyond it only the cap matters, and nothing may overflow.
        var doublings = Math.Clamp(attempts - 1, 0, 40);
        var wait = Math.Min(Cap.TotalSeconds, Base.TotalSeconds * Math.Pow(2, doublings));
        return TimeSpan.FromSeconds(wait * (1 - Jitter + (2 * Jitter * random.NextDouble())));
    }
}
