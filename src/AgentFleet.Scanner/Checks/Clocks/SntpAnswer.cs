using System.Globalization;

namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>
/// What <c>sntp</c> printed: <c>+0.019889 +/- 0.000259 time.apple.com 17.253.6.37</c>, and before macOS 11 a date in
/// front of it.
/// </summary>
/// <param name="Offset">Seconds by which the server's clock is ahead of ours.</param>
/// <param name="Error">Seconds by which that can be wrong.</param>
internal sealed record SntpAnswer(decimal Offset, decimal Error)
{
    // Nobody's clock is off by more than this and worth telling exactly.
    private const decimal Most = 1e11m;

    /// <summary>The last answer in the text; null when there is none.</summary>
    public static SntpAnswer? Parse(string text) => text.Split('\n').Select(Read).LastOrDefault(answer => answer is not null);

    private static SntpAnswer? Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var sign = Array.IndexOf(words, "+/-");
        return sign > 0 && sign + 1 < words.Length && Seconds(words[sign - 1]) is { } offset && Seconds(words[sign + 1]) is >= 0 and var error
            ? new(offset, error)
            : null;
    }

    private static decimal? Seconds(string word) =>
        decimal.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < Most
            ? seconds
            : null;
}
