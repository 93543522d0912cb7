using System.Globalization;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Showing;

/// <summary>Draws measurements as a line of blocks, one row a metric.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const int Width = 40;

    /// <param name="measured">Rows of metric, unit, at and value, by metric, the oldest first.</param>
    public static Answer Of(Answer measured) => new(
        ["metric", "the last day", "least", "most", "now"],
        [.. measured.Rows.GroupBy(row => ((string)row[0]!, (string)row[1]!)).Select(series => Row(series.Key.Item1, series.Key.Item2, [.. series]))]);

    private static IReadOnlyList<object?> Row(string metric, string unit, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var points = rows.Select(row => (At: Times.Parse((string)row[2]!), Value: Convert.ToDouble(row[3], CultureInfo.InvariantCulture))).ToList();
        var (least, most) = (points.Min(point => point.Value), points.Max(point => point.Value));
        return [metric, Line(points, least, most), Number(least, unit), Number(most, unit), Number(points[^1].Value, unit)];
    }

    /// <summary>A block for each part of the time, as high as its average; a blank where nothing was measured.</summary>
    internal static string Line(IReadOnlyList<(DateTimeOffset At, double Value)> points, double least, double most)
    {
        var (from, length) = (points[0].At, points[^1].At - points[0].At);
        var parts = points.ToLookup(point => length == TimeSpan.Zero ? 0 : (int)Math.Min(Width - 1, Width * ((point.At - from) / length)), point => point.Value);
        var width = length == TimeSpan.Zero ? 1 : Width;
        return string.Concat(Enumerable.Range(0, width).Select(part => parts.Contains(part) ? Block(parts[part].Average()) : ' '));

        char Block(double value) => Blocks[most > least ? (int)Math.Round((value - least) / (most - least) * (Blocks.Length - 1)) : 0];
    }

    private static string Number(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}").TrimEnd();
}
