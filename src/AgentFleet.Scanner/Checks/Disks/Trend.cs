using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>How fast something grows, by the straight line that fits its last hours best.</summary>
internal static class Trend
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(6);

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(30);
    private const int Fewest = 5;

    /// <summary>Units a second; null when too little is known to say.</summary>
    public static double? PerSecond(IReadOnlyList<Point> points)
    {
        if (points.Count < Fewest || points[^1].At - points[0].At < Least)
            return null;
        var times = points.Select(point => (point.At - points[0].At).TotalSeconds).ToList();
        var (meanTime, meanValue) = (times.Average(), points.Average(point => point.Value));
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < times.Count; i++)
        {
            sum += (times[i] - meanTime) * (points[i].Value - meanValue);
            squares += (times[i] - meanTime) * (times[i] - meanTime);
        }
        return sum / squares;
    }
}
