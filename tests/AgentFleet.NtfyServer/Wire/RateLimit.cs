namespace AgentFleet.Ntfy.Wire;

/// <summary>A bucket that holds a burst and refills one message at a time.</summary>
internal sealed class RateLimit(NtfyRules rules, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private double _left = rules.Burst;
    private DateTimeOffset _filledAt = clock.GetUtcNow();

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            _left = Math.Min(rules.Burst, _left + ((now - _filledAt) / rules.Refill));
            _filledAt = now;
            if (_left < 1)
                return false;
            _left--;
            return true;
        }
    }
}
