using System.Threading.Channels;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// Decides when hints start a look: half a second after the first, so that all that come until then start one. Those that
/// come later start another.
/// </summary>
internal sealed class Hints(TimeProvider clock)
{
    public static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> _given = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Give() => _given.Writer.TryWrite(true);

    /// <summary>Returns when a look is to be started. A hint that is given after that is for the next one.</summary>
    public async Task NextAsync(CancellationToken ct)
    {
        await _given.Reader.WaitToReadAsync(ct);
        await Task.Delay(Together, clock, ct);
        _given.Reader.TryRead(out _);
    }
}
