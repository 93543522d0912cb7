using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Definitions;

/// <summary>Amounts of bytes as people write them: <c>512 MB</c> (thousands) or <c>1.5GiB</c> (1024s).</summary>
public static partial class Sizes
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("B", 1), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var match = Written().Match(text);
        var (unit, factor) = Units.FirstOrDefault(known => known.Unit == match.Groups["unit"].Value);
        if (!match.Success || unit is null) return false;

        var exact = decimal.Parse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * factor;
        if (exact > long.MaxValue || exact != decimal.Truncate(exact)) return false;
        bytes = (long)exact;
        return true;
    }

    /// <summary>For people: in the largest 1024s unit that fits, rounded to one decimal.</summary>
    public static string Print(long bytes)
    {
        var (unit, factor) = Units
            .Where(known => known.Unit.Length != 2 && Math.Abs((decimal)bytes) >= known.Bytes)
            .DefaultIfEmpty(Units[0])
            .MaxBy(known => known.Bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)bytes / factor:0.#} {unit}");
    }

    /// <summary>What to write instead of text that is not a size.</summary>
    public static string Suggestion(string text)
    {
        if (BareNumber().IsMatch(text)) return $"a number needs a unit, such as {text} MB or {text} MiB";

        var match = Written().Match(text.Trim());
        var letters = match.Groups["unit"].Value;
        var meant = Units.FirstOrDefault(known =>
            known.Unit.Equals(letters, StringComparison.OrdinalIgnoreCase)
            || known.Unit.Equals($"{letters}B", StringComparison.OrdinalIgnoreCase)).Unit;
        return match.Success && meant is not null && TryParse($"{match.Groups["number"]} {meant}", out _)
            ? $"did you mean {Quoted.Of($"{match.Groups["number"]} {meant}")}?"
            : "the units are B, KB, MB, GB, TB (thousands) and KiB, MiB, GiB, TiB (1024s)";
    }

    [GeneratedRegex(@"^(?<number>[0-9]{1,15}(\.[0-9]{1,6})?) *(?<unit>[A-Za-z]{1,3})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    [GeneratedRegex(@"^[0-9]{1,15}\z")]
    private static partial Regex BareNumber();
}
