namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// Tells a delivery that was here before: by its id, or by its signature, because the id is not signed and whoever repeats
/// a delivery could make up another. The last ten thousand are remembered, and none for longer than an hour.
/// </summary>
internal sealed class SeenDeliveries(TimeProvider clock)
{
    public const int Most = 10_000;
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _ids = [];
    private readonly HashSet<Guid> _signatures = [];
    private readonly Queue<Seen> _order = [];

    /// <summary>False when it was here before. Ask only about what is known to come from GitHub: strangers must not fill this.</summary>
    public bool IsNew(Guid id, ReadOnlySpan<byte> signature)
    {
        // Half of it tells one from another as well.
        var seen = new Seen(id, new Guid(signature[..16]), clock.GetTimestamp());
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At, seen.At) >= Longest)
                ForgetOldest();
            if (_ids.Contains(seen.Id) || _signatures.Contains(seen.Signature))
                return false;
            if (_order.Count == Most)
                ForgetOldest();
            _ids.Add(seen.Id);
            _signatures.Add(seen.Signature);
            _order.Enqueue(seen);
            return true;
        }
    }

    private void ForgetOldest()
    {
        var oldest = _order.Dequeue();
        _ids.Remove(oldest.Id);
        _signatures.Remove(oldest.Signature);
    }

    private readonly record struct Seen(Guid Id, Guid Signature, long At);
}
