using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>How much of something is used, and how much an ordinary user may still take.</summary>
internal sealed record Usage(long Used, long Free)
{
    /// <summary>As df counts: what is reserved for root is neither used nor free. Null when there is none of it at all.</summary>
    public decimal? Percent => Used > 0 || Free > 0 ? 100m * Used / ((decimal)Used + Free) : null;
}

/// <summary>Reads what <c>df -P</c> prints about one mount: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/df.html</summary>
internal static partial class DfLine
{
    // Two paths and some numbers; what is longer could take the square of its length to read.
    private const int Longest = 3 * 4096;

    /// <summary>From <c>df -P -k</c>, in bytes; null when it is no answer of df's.</summary>
    public static Usage? Bytes(string output) =>
        Columns(output) is [_, var used, var free, ..] ? new Usage(Kibibytes(used), Kibibytes(free)) : null;

    /// <summary>From <c>df -P -i</c>; macOS prints the blocks before the inodes.</summary>
    public static Usage? Inodes(string output) => Columns(output) switch
    {
        [_, _, _, _, var used, var free, _] => new Usage(used, free),
        [_, var used, var free, _] => new Usage(used, free),
        _ => null,
    };

    // Some file systems without an end say that they have more bytes than there are numbers for.
    private static long Kibibytes(long count) => Math.Clamp(count, 0, long.MaxValue / 1024) * 1024;

    private static long[]? Columns(string output)
    {
        var match = output.Split('\n').Where(line => line.Length <= Longest).Select(line => Line().Match(line)).LastOrDefault(line => line.Success);
        return match is null ? null : [.. match.Groups["number"].Captures.Select(number => NumberOf(number.Value))];
    }

    private static long NumberOf(string text) =>
        long.TryParse(text.TrimEnd('%'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : text[0] is '-' ? 0 : long.MaxValue;

    [GeneratedRegex(@"^.*?\S(?:\s+(?<number>-?[0-9]+%?|-))+\s+/")]
    private static partial Regex Line();
}
