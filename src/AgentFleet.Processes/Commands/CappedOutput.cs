using System.Buffers;
using System.Text;

namespace AgentFleet.Processes;

/// <summary>Reads a stream to its end and keeps only the beginning, so that neither the writer blocks nor memory fills.</summary>
internal sealed class CappedOutput(Stream source, int limit)
{
    private readonly ArrayBufferWriter<byte> _kept = new();

    public bool Truncated { get; private set; }

    /// <summary>Ends at the stream's end or when cancelled; being cancelled is an ordinary end.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await source.ReadAsync(buffer, ct) is > 0 and var count)
                Keep(buffer.AsSpan(0, count));
        }
        catch (OperationCanceledException)
        {
            // The command has ended, and whoever still holds the pipe has had their time.
        }
    }

    /// <summary>The text, without the half character that a cut may have left at its end.</summary>
    public string Text()
    {
        var bytes = _kept.WrittenSpan;
        var text = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        var length = Encoding.UTF8.GetDecoder().GetChars(bytes, text, flush: !Truncated);
        return new string(text, 0, length);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        var room = limit - _kept.WrittenCount;
        Truncated |= read.Length > room;
        _kept.Write(read[..Math.Min(read.Length, room)]);
    }
}
