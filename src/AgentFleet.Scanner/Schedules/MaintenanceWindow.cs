using AgentFleet.Definitions;
using Quartz;

namespace AgentFleet.Scanner.Schedules;

/// <summary>A time in which things may be broken: from each firing of a cron expression on, for a while.</summary>
public sealed record MaintenanceWindow(CronExpression From, TimeSpan Length)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    // Asked from within the hour that comes twice in autumn, the expression would tell of a second beginning in it.
    private static readonly TimeSpan Before = TimeSpan.FromHours(2);

    /// <summary>When the window that is open now ends; null when none is.</summary>
    public DateTimeOffset? OpenUntil(DateTimeOffset now, TimeZoneInfo zone)
    {
        var times = From.WithTimeZone(zone);
        for (var began = times.GetNextValidTimeAfter(now - Length - Before); began is { } begin && begin <= now; began = times.GetNextValidTimeAfter(begin))
        {
            if (begin + Length > now)
                return begin + Length;
        }

        return null;
    }

    internal static IReadOnlyList<MaintenanceWindow> Read(YamlMap definition) => [.. definition.Maps("maintenance").Select(ReadOne).OfType<MaintenanceWindow>()];

    private static MaintenanceWindow? ReadOne(YamlMap map)
    {
        var from = ScanSchedule.ReadTimes(map, "at");
        var length = map.Require("for") ? map.Duration("for", Shortest, min: Shortest, max: Longest) : Shortest;
        return from is null ? null : new(from, length);
    }
}
