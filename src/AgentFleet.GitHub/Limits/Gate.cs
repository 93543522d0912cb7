namespace AgentFleet.GitHub;

/// <summary>
/// The one place that decides whether to wait: at most four requests at once, none while GitHub asks for a pause, and none
/// that would spend what is kept in reserve.
/// </summary>
internal sealed class Gate(TimeProvider clock, ServerClock serverClock) : IDisposable
{
    private const int MostAtOnce = 4;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly Lock _lock = new();
    private readonly Pauses _pauses = new();
    private Budget? _budget;
    private int _underWay;

    /// <summary>Waits for a place, if there is one within the caller's patience.</summary>
    /// <returns>Null once inside; then <see cref="Leave"/> must follow.</returns>
    public async Task<Reply.Limited?> EnterAsync(Letter letter, Turn turn, CancellationToken ct)
    {
        while (true)
        {
            if (await WaitAsync(Closed(letter, turn), turn, ct) is { } limited)
                return limited;
            await _places.WaitAsync(ct);
            // It may have closed while we stood in the queue.
            lock (_lock)
            {
                if (Closed(letter, turn) is null)
                {
                    _underWay++;
                    return null;
                }
            }
            _places.Release();
        }
    }

    /// <summary>Waits while it is closed; what is longer than the caller's patience comes back.</summary>
    public async Task<Reply.Limited?> WaitAsync(Reply.Limited? closed, Turn turn, CancellationToken ct)
    {
        if (closed is null)
            return null;
        if (closed.Until > turn.Deadline)
            return closed;
        if (closed.Until - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, ct);
        return null;
    }

    /// <summary>Gives the place back, and learns from the answer, if there is one.</summary>
    /// <param name="sentAt">By our clock.</param>
    /// <returns>The limit that the request met.</returns>
    public Reply.Limited? Leave(Letter letter, Reply? reply, DateTimeOffset sentAt)
    {
        Reply.Limited? limited = null;
        lock (_lock)
        {
            _underWay--;
            if (reply is Reply.Arrived arrived)
            {
                if (letter.CountsForBudget)
                    Learn(arrived.Head.Budget);
                limited = Met(arrived, sentAt);
            }
        }
        _places.Release();
        return limited;
    }

    public void Dispose() => _places.Dispose();

    private Reply.Limited? Closed(Letter letter, Turn turn)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_pauses.Until > now)
                return new(_pauses.Until, LimitKind.Secondary);
            if (!letter.CountsForBudget || _budget is not { } budget || serverClock.ToLocal(budget.Reset) is var reset && reset <= now)
                return null;
            return budget.Remaining - _underWay <= (turn.Urgent ? 0 : budget.Reserve) ? new(reset, LimitKind.Primary) : null;
        }
    }

    // Answers overtake each other, so of one hour the least is believed.
    private void Learn(Budget? said)
    {
        if (said is not { Resource: Budget.Core })
            return;
        said = said with { Reset = Believed(said.Reset) };
        var sameHour = _budget is { } known && (known.Reset - said.Reset).Duration() < TimeSpan.FromMinutes(1);
        if (!sameHour ? _budget is null || said.Reset > _budget.Reset : said.Remaining < _budget!.Remaining)
            _budget = said;
    }

    // The window is an hour. Whoever says more is broken, and must not silence us for good.
    private DateTimeOffset Believed(DateTimeOffset reset) => reset - serverClock.Server > Window * 2 ? serverClock.Server + Window : reset;

    private Reply.Limited? Met(Reply.Arrived answer, DateTimeOffset sentAt)
    {
        var now = clock.GetUtcNow();
        switch (LimitReading.Of(answer))
        {
            case LimitReading.None:
                _pauses.Passed(sentAt);
                return null;
            case LimitReading.Spent:
                var reset = serverClock.ToLocal(Believed(answer.Head.Budget!.Reset));
                return new(reset > now ? reset : now + Pauses.Shortest, LimitKind.Primary);
            case LimitReading.Pause(var asked):
                return new(_pauses.Begin(asked, sentAt, now), LimitKind.Secondary);
            default:
                throw new InvalidOperationException();
        }
    }
}
