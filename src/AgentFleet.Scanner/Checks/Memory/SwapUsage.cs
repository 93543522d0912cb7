using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>What macOS tells of its swap: <c>vm.swapusage: total = 3072.00M  used = 2513.50M  free = 558.50M  (encrypted)</c>.</summary>
internal sealed partial record SwapUsage(long Total, long Free)
{
    /// <summary>Null when it is no such text.</summary>
    public static SwapUsage? Parse(string? text)
    {
        var match = Amounts().Match(text ?? "");
        return match.Success && Bytes(match, "total", "ofTotal") is { } total && Bytes(match, "free", "ofFree") is { } free ? new(total, Math.Min(free, total)) : null;
    }

    private static long? Bytes(Match match, string amount, string unit)
    {
        if (!decimal.TryParse(match.Groups[amount].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var shift = match.Groups[unit].Value switch { "K" => 10, "M" => 20, "G" => 30, _ => 0 };
        return (long)(number * (1L << shift));
    }

    [GeneratedRegex(@"^total = (?<total>[0-9]{1,9}\.[0-9]{1,9})(?<ofTotal>[KMG]?)\s+used = [0-9.]+[KMG]?\s+free = (?<free>[0-9]{1,9}\.[0-9]{1,9})(?<ofFree>[KMG]?)", RegexOptions.NonBacktracking)]
    private static partial Regex Amounts();
}
