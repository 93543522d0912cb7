using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>Takes a file of certificates apart. What is between them, and keys, are passed over.</summary>
internal static class PemBlocks
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const byte DerSequence = 0x30;

    /// <summary>The certificates' bytes; those of one that is broken are empty.</summary>
    public static IEnumerable<byte[]> In(byte[] file)
    {
        if (file is [DerSequence, ..])
        {
            yield return file;
            yield break;
        }

        var text = Encoding.Latin1.GetString(file);
        for (var start = Next(text, 0); start >= 0; start = Next(text, start + Begin.Length))
        {
            var end = Next(text, start + Begin.Length);
            yield return Decode(text.AsSpan(start, (end < 0 ? text.Length : end) - start));
        }
    }

    private static int Next(string text, int from) => text.IndexOf(Begin, from, StringComparison.Ordinal);

    private static byte[] Decode(ReadOnlySpan<char> text)
    {
        if (!PemEncoding.TryFind(text, out var block) || text[block.Label] is not "CERTIFICATE")
            return [];
        var bytes = new byte[block.DecodedDataLength];
        return Convert.TryFromBase64Chars(text[block.Base64Data], bytes, out var length) ? bytes[..length] : [];
    }
}
