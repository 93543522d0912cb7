using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentFleet.Definitions;

/// <summary>Durations as people write them: <c>250ms</c>, <c>30s</c>, <c>1h30m</c>, <c>7d</c>; whole numbers, largest unit first.</summary>
public static partial class Durations
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var match = Written().Match(text);
        if (!match.Success || text.Length == 0) return false;

        var ticks = Units.Sum(part => match.Groups[part.Unit] is { Success: true } count
            ? decimal.Parse(count.Value, NumberStyles.None, CultureInfo.InvariantCulture) * part.Ticks
            : 0);
        if (ticks > TimeSpan.MaxValue.Ticks) return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The shortest way to write it; what is smaller than a millisecond is left off.</summary>
    public static string Print(TimeSpan duration)
    {
        var text = new StringBuilder(duration < TimeSpan.Zero ? "-" : "");
        var left = Math.Abs((decimal)duration.Ticks);
        foreach (var (unit, ticks) in Units)
        {
            var count = Math.Floor(left / ticks);
            left -= count * ticks;
            if (count > 0) text.Append(CultureInfo.InvariantCulture, $"{count:0}{unit}");
        }

        return text.Length > 0 && text[^1] != '-' ? text.ToString() : "0s";
    }

    /// <summary>What to write instead of text that is not a duration.</summary>
    public static string Suggestion(string text)
    {
        if (BareNumber().IsMatch(text)) return $"a number needs a unit: {text}ms, {text}s, {text}m, {text}h or {text}d";

        var tidy = Word().Replace(Blank().Replace(text.ToLowerInvariant(), ""), word =>
            word.ValueSpan.StartsWith("mil") || word.ValueSpan.StartsWith("ms") ? "ms" : word.Value[..1]);
        if (TryParse(tidy, out _)) return $"did you mean {Quoted.Of(tidy)}?";
        return Fraction().Match(tidy) is { Success: true } fraction
            ? $"did you mean {Quoted.Of(Print(Of(fraction)))}?"
            : "the units are ms, s, m, h and d";
    }

    private static TimeSpan Of(Match fraction) => TimeSpan.FromTicks((long)(
        decimal.Parse(fraction.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
        * Units.Single(part => part.Unit == fraction.Groups["unit"].Value).Ticks));

    [GeneratedRegex(@"^((?<d>[0-9]{1,12})d)?((?<h>[0-9]{1,12})h)?((?<m>[0-9]{1,12})m)?((?<s>[0-9]{1,12})s)?((?<ms>[0-9]{1,12})ms)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    [GeneratedRegex(@"^[0-9]{1,9}\z")]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"(?<=[0-9])(milliseconds?|millis|msecs?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?)", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^(?<number>[0-9]{1,5}\.[0-9]{1,3})(?<unit>ms|[dhms])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();
}
