using AgentFleet.Definitions;
using Quartz;

namespace AgentFleet.Scanner.Schedules;

/// <summary>A time in which things may be broken: from each firing of a cron expression on, for a while.</summary>
public sealed record MaintenanceWindow(CronExpression From, TimeSpan Length)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>When the window that is open now ends; null when none is.</summary>
    public DateTimeOffset? OpenUntil(DateTimeOffset now, TimeZoneInfo zone)
    {
        var began = From.WithTimeZone(zone).GetNextValidTimeAfter(now - Length);
        return began is { } begin && begin <= now ? begin + Length : null;
    }

    internal static IReadOnlyList<MaintenanceWindow> Read(YamlMap definition) => [.. definition.Maps("maintenance").Select(ReadOne).OfType<MaintenanceWindow>()];

    private static MaintenanceWindow? ReadOne(YamlMap map)
    {
        var from = ScanSchedule.ReadTimes(map, "at");
        var length = map.Require("for") ? map.Duration("for", Shortest, min: Shortest, max: Longest) : Shortest;
        return from is null ? null : new(from, length);
    }
}
