using System.Globalization;
using System.Text.RegularExpressions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Plugins;

/// <summary>
/// Reads performance data: <c>'label'=value[UOM];[warn];[crit];[min];[max]</c>, separated by blanks. What is not of
/// that form is passed over. https://www.monitoring-plugins.org/doc/guidelines.html#AEN197
/// </summary>
internal static partial class PerformanceText
{
    public static IReadOnlyList<PerformanceValue> Parse(string text) =>
        [.. Item().Matches(text).Select(Read).OfType<PerformanceValue>()];

    private static PerformanceValue? Read(Match item)
    {
        var label = item.Groups["quoted"] is { Success: true } quoted
            ? quoted.Value.Replace("''", "'", StringComparison.Ordinal)
            : item.Groups["label"].Value;
        var parts = item.Groups["data"].Value.Split(';');
        if (Measured().Match(parts[0]) is not { Success: true } measured || ValueOf(measured.Groups["value"].Value) is not { } value)
            return null;

        return new PerformanceValue(
            PlainText.Line(label, 100), double.IsNaN(value) ? null : value, PlainText.Line(measured.Groups["unit"].Value, 20),
            Part(1), Part(2), Part(3), Part(4));

        string? Part(int index) => parts.Length > index && parts[index].Length > 0 ? PlainText.Line(parts[index], 40) : null;
    }

    /// <summary>NaN when the plugin says that it does not know; null when it is no number that can be kept.</summary>
    private static double? ValueOf(string text) =>
        text == "U" ? double.NaN
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : null;

    [GeneratedRegex(@"(?<=^|\s)(?:'(?<quoted>(?:[^']|'')+)'|(?<label>[^\s'=]+))=(?<data>\S*)")]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?<value>U|-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?<unit>[^0-9.]*)\z")]
    private static partial Regex Measured();
}
