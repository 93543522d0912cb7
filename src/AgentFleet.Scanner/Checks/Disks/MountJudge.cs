using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>Says how bad it is what a mount shows.</summary>
/// <param name="thresholds">Percent, of bytes and of inodes.</param>
/// <param name="fullWithin">Too soon to be full, at the pace of the last hours; null: no matter when.</param>
internal sealed class MountJudge(Thresholds thresholds, TimeSpan? fullWithin, LookContext context)
{
    public Observation Of(Mount mount, Usage bytes, decimal percent, Usage? inodes)
    {
        var turned = mount.IsReadOnly && context.Notes.ContainsKey(mount.Point);
        var byBytes = thresholds.LevelOf(percent);
        var byInodes = inodes?.Percent is { } share ? thresholds.LevelOf(share) : Level.Ok;
        var left = TimeToFull(mount, bytes);
        var byTrend = left < fullWithin ? Level.Warning : Level.Ok;
        var (level, title) = (turned, byInodes > byBytes && byInodes >= byTrend, byTrend > byBytes) switch
        {
            (true, _, _) => (Level.Critical, $"{mount.Point} has become read-only"),
            (_, true, _) => (byInodes, string.Create(CultureInfo.InvariantCulture, $"{mount.Point} has used {Shown(inodes!.Percent)} % of its inodes ({inodes.Free} left)")),
            (_, _, true) => (byTrend, $"{mount.Point} will be full in {Durations.Print(Whole(left!.Value))}: {Shown(percent)} % full ({Sizes.Print(bytes.Free)} left)"),
            _ => (byBytes, $"{mount.Point} is {Shown(percent)} % full ({Sizes.Print(bytes.Free)} left)"),
        };
        return new Observation(mount.Point, level, PlainText.Line(title, 200), Evidence(mount, bytes, inodes, left))
        {
            Measured = [new("used_bytes", "B", bytes.Used), new("used_percent", "%", (double)Math.Round(percent, 2))],
        };
    }

    private TimeSpan? TimeToFull(Mount mount, Usage bytes)
    {
        var points = context.History.Of(mount.Point, "used_bytes", context.Clock.GetUtcNow() - Trend.Window);
        return Trend.PerSecond(points) is > 0 and var pace && bytes.Free / pace is var seconds and < 365 * 86400 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private JsonObject Evidence(Mount mount, Usage bytes, Usage? inodes, TimeSpan? left) => new()
    {
        ["mount"] = mount.Point,
        ["type"] = mount.Type,
        ["read_only"] = mount.IsReadOnly,
        ["used_bytes"] = bytes.Used,
        ["free_bytes"] = bytes.Free,
        ["used_percent"] = Floor(bytes.Percent),
        ["inodes_used"] = inodes?.Used,
        ["inodes_free"] = inodes?.Free,
        ["inodes_percent"] = Floor(inodes?.Percent),
        ["full_in_seconds"] = left is { } time ? Math.Floor(time.TotalSeconds) : null,
        ["warning"] = thresholds.Warning,
        ["critical"] = thresholds.Critical,
    };

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMinutes(Math.Max(1, Math.Floor(time.TotalMinutes)));

    // Rounded down: 89.97 must not read as 90 beside a threshold of 90.
    private static decimal? Floor(decimal? percent) => percent is { } value ? Math.Floor(value * 10) / 10 : null;

    private static string Shown(decimal? percent) => string.Create(CultureInfo.InvariantCulture, $"{Floor(percent):0.#}");
}
