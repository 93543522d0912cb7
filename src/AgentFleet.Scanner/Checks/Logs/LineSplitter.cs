using System.Buffers;
using System.Text;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Makes lines of bytes. What is too long is cut; what is no UTF-8 becomes U+FFFD.</summary>
/// <param name="inside">Whether the bytes begin in the middle of a line, of which nothing is wanted.</param>
internal sealed class LineSplitter(LineTally tally, bool inside)
{
    public const int Longest = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _dropping = inside;

    /// <summary>How many bytes came after the last line end.</summary>
    public long Pending { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(bytes[..end]);
            End();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
        Pending += bytes.Length;
    }

    /// <summary>Takes what came after the last line end for a line.</summary>
    public void Finish()
    {
        if (Pending > 0)
            End();
    }

    private void End()
    {
        if (!_dropping)
            tally.Add(Encoding.UTF8.GetString(_line.WrittenSpan).TrimEnd('\r'));
        _line.ResetWrittenCount();
        _dropping = false;
        Pending = 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (!_dropping)
            _line.Write(bytes[..Math.Min(bytes.Length, Longest - _line.WrittenCount)]);
    }
}
