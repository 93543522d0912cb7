using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>A log that is open for reading, whoever writes, moves or deletes it meanwhile.</summary>
internal sealed class OpenLog : IDisposable
{
    private const int MostFingerprinted = 1024;

    private readonly SafeFileHandle _file;
    private readonly string? _identity;

    /// <exception cref="IOException">It is not there, or no file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public OpenLog(string path)
    {
        if (FileIdentity.Of(path) is { IsRegular: false })
            throw new IOException("it is not an ordinary file");
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _identity = FileIdentity.Of(_file)?.Number;
        Length = RandomAccess.GetLength(_file);
    }

    /// <summary>When it was opened: what is written later is for the next look.</summary>
    public long Length { get; }

    /// <summary>Whether it is the file of a position, whatever has been added to it.</summary>
    public bool Is(LogPosition position) => MayBe(position) && Fingerprint(position.Fingerprinted) == position.Fingerprint;

    /// <summary>Whether it is the file of a position beyond doubt; an empty file without an identity might be any.</summary>
    public bool IsSurely(LogPosition position) => (position.Identity is not null || position.Fingerprinted > 0) && Is(position);

    /// <summary>Whether device and inode do not say otherwise.</summary>
    public bool MayBe(LogPosition position) => _identity is null || position.Identity is null || _identity == position.Identity;

    /// <summary>Whether device and inode say so, whatever is in it now.</summary>
    public bool IsSameInode(LogPosition position) => _identity is not null && _identity == position.Identity;

    /// <summary>Whether it begins like the file of a position; an empty beginning says nothing.</summary>
    public bool BeginsLike(LogPosition position) => position.Fingerprinted > 0 && Fingerprint(position.Fingerprinted) == position.Fingerprint;

    public LogPosition At(string path, long offset)
    {
        var bytes = (int)Math.Min(MostFingerprinted, Length);
        return new(path, _identity, offset, Length, bytes, Fingerprint(bytes));
    }

    public void Read(long from, LineSplitter lines, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        while (from < Length)
        {
            ct.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(_file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - from)), from);
            if (count == 0)
                return;
            lines.Add(buffer.AsSpan(0, count));
            from += count;
        }
    }

    public void Dispose() => _file.Dispose();

    private string Fingerprint(int bytes)
    {
        var first = new byte[bytes];
        var count = RandomAccess.Read(_file, first, 0);
        return Convert.ToHexStringLower(SHA256.HashData(first.AsSpan(0, count)));
    }
}
