namespace AgentFleet.MessagesApi;

/// <summary>
/// Turns that are answered in order, one a conversation request. A request beyond the last turn is an error of the test:
/// it is answered with 400, which no client retries, and recorded in <see cref="MessagesApiServer.Failures"/>.
/// <see cref="Repeating"/> answers the last turn again instead.
/// </summary>
/// <remarks>
/// A script keeps its own place, so a delegate may hold several and choose by what the request says:
/// <c>request =&gt; request.Prompt.Contains("disk") ? disk.Answer() : web.Answer()</c>.
/// </remarks>
public sealed class Script
{
    private readonly Turn[] _turns;
    private readonly bool _repeats;
    private int _asked;

    public Script(params IEnumerable<Turn> turns) : this([.. turns], repeats: false)
    {
    }

    private Script(Turn[] turns, bool repeats)
    {
        ArgumentOutOfRangeException.ThrowIfZero(turns.Length, nameof(turns));
        _turns = turns;
        _repeats = repeats;
    }

    /// <summary>The turns in order, then the last one for every further request.</summary>
    public static Script Repeating(params IEnumerable<Turn> turns) => new([.. turns], repeats: true);

    /// <summary>The next turn. Safe to call from several requests at once.</summary>
    /// <exception cref="InvalidOperationException">No turn is left.</exception>
    public Turn Answer()
    {
        var asked = Interlocked.Increment(ref _asked);
        if (asked <= _turns.Length)
            return _turns[asked - 1];
        return _repeats
            ? _turns[^1]
            : throw new InvalidOperationException($"The script has {_turns.Length} turns, and request {asked} asked for another.");
    }
}
