using System.Threading.Channels;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// Decides when hints start a look: half a second after the first, so that all that come until then start one. Those that
/// come later start another: three in quick succession, and then one every ten seconds. Each look asks every repository, and a
/// busy organisation tells of something every second: GitHub would soon answer nothing more.
/// </summary>
/// <remarks>900 points a minute, https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api</remarks>
internal sealed class HintPace(TimeProvider clock)
{
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);
    public const int InARow = 3;

    private readonly Channel<bool> _given = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly long _began = clock.GetTimestamp();
    // When the looks so far would have been over, had they come one every ten seconds.
    private TimeSpan _taken;

    public void Give() => _given.Writer.TryWrite(true);

    /// <summary>Returns when a look is to be started. A hint that is given after that is for the next one.</summary>
    public async Task NextAsync(CancellationToken ct)
    {
        await _given.Reader.WaitToReadAsync(ct);
        var tooSoon = _taken - ((InARow - 1) * Apart) - clock.GetElapsedTime(_began);
        await Task.Delay(tooSoon > Together ? tooSoon : Together, clock, ct);
        _given.Reader.TryRead(out _);
        var now = clock.GetElapsedTime(_began);
        _taken = (_taken > now ? _taken : now) + Apart;
    }
}
