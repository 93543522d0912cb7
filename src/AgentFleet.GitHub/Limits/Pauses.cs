namespace AgentFleet.GitHub;

/// <summary>
/// How long nobody sends anything. Where GitHub does not say: a minute, and twice as long each time, at most an hour,
/// until something gets through again.
/// </summary>
internal sealed class Pauses
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // Whoever asks for more is broken, and must not silence us for good.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private TimeSpan _next = First;
    private DateTimeOffset _begun = DateTimeOffset.MinValue;

    public DateTimeOffset Until { get; private set; } = DateTimeOffset.MinValue;

    /// <param name="asked">What GitHub said, if it did.</param>
    /// <param name="sentAt">When the request was sent that met the limit.</param>
    public DateTimeOffset Begin(TimeSpan? asked, DateTimeOffset sentAt, DateTimeOffset now)
    {
        // Those that were under way together meet the same limit, which is one.
        var another = sentAt > _begun;
        if (asked is { } wait)
            Extend(now + (wait < Shortest ? Shortest : wait > LongestAsked ? LongestAsked : wait));
        else if (another)
        {
            Extend(now + _next);
            _next = _next * 2 < Longest ? _next * 2 : Longest;
        }
        if (another)
            _begun = now;
        return Until > now ? Until : now + Shortest;
    }

    /// <summary>Something got through.</summary>
    public void Passed(DateTimeOffset sentAt)
    {
        if (sentAt >= Until)
            _next = First;
    }

    private void Extend(DateTimeOffset until) => Until = until > Until ? until : Until;
}
