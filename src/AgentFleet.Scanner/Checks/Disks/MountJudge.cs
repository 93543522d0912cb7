using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>Says how bad it is what a mount shows.</summary>
internal sealed class MountJudge(DiskLimits limits, LookContext context)
{
    public Observation Of(Mount mount, Usage bytes, decimal percent, Usage? inodes)
    {
        var turned = mount.IsReadOnly && context.Notes.ContainsKey(mount.Point);
        var left = TimeToFull(mount, bytes);
        var full = $"{Shown(percent)} % full ({Sizes.Print(bytes.Free)} left)";
        // Of those that are equally bad the first one tells.
        var (level, title) = new (Level Level, string Title)[]
        {
            (turned ? Level.Critical : Level.Ok, $"{mount.Point} has become read-only"),
            (limits.Used.LevelOf(percent), $"{mount.Point} is {full}"),
            (limits.Free.LevelOfLeft(bytes.Free), $"{mount.Point} has only {Sizes.Print(bytes.Free)} left ({Shown(percent)} % full)"),
            (inodes?.Percent is { } share ? limits.Inodes.LevelOf(share) : Level.Ok, InodesTitle(mount, inodes)),
            (left < limits.FullWithin ? Level.Warning : Level.Ok, $"{mount.Point} will be full in {Durations.Print(Whole(left ?? default))}: {full}"),
        }.MaxBy(judged => judged.Level);
        return new Observation(mount.Point, level, PlainText.Line(level == Level.Ok ? $"{mount.Point} is {full}" : title, 200), Evidence(mount, bytes, inodes, left))
        {
            Measured = [new("used_bytes", "B", bytes.Used), new("used_percent", "%", (double)Math.Round(percent, 2))],
        };
    }

    private static string InodesTitle(Mount mount, Usage? inodes) =>
        string.Create(CultureInfo.InvariantCulture, $"{mount.Point} has used {Shown(inodes?.Percent)} % of its inodes ({inodes?.Free} left)");

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
        ["warning"] = limits.Used.Warning,
        ["critical"] = limits.Used.Critical,
        ["free_warning_bytes"] = limits.Free.Warning,
        ["free_critical_bytes"] = limits.Free.Critical,
    };

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMinutes(Math.Max(1, Math.Floor(time.TotalMinutes)));

    // Rounded down: 89.97 must not read as 90 beside a threshold of 90.
    private static decimal? Floor(decimal? percent) => percent is { } value ? Math.Floor(value * 10) / 10 : null;

    private static string Shown(decimal? percent) => string.Create(CultureInfo.InvariantCulture, $"{Floor(percent):0.#}");
}
