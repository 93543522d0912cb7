using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Schedules;
using Quartz;

namespace AgentFleet.Scanner.Service;

/// <summary>
/// Which scanner fires when. Interval schedules fire at once when they are new, a little apart from each other, so that
/// hundreds do not look at the same moment for ever.
/// </summary>
internal sealed class ScheduleBook(ISchedulerFactory schedulers, TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, ScanSchedule> _booked = new(StringComparer.Ordinal);

    /// <summary>Takes on what is new, moves what got another schedule, drops what is no longer there.</summary>
    public async Task UpdateAsync(IReadOnlyCollection<ScannerDefinition> wanted, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        foreach (var gone in _booked.Keys.Except(wanted.Select(scanner => scanner.Name)).ToList())
        {
            await scheduler.DeleteJob(new JobKey(gone), ct);
            _booked.Remove(gone);
        }

        var place = 0;
        foreach (var scanner in wanted.Where(scanner => _booked.GetValueOrDefault(scanner.Name) != scanner.Schedule))
        {
            var job = JobBuilder.Create<ScanJob>().WithIdentity(scanner.Name).Build();
            await scheduler.ScheduleJob(job, TriggerFor(scanner, place++), ScheduleJobOptions.Replacing, ct);
            _booked[scanner.Name] = scanner.Schedule;
        }
    }

    private ITrigger TriggerFor(ScannerDefinition scanner, int place)
    {
        // Never so late that a firing is left out.
        var within = scanner.Schedule is ScanSchedule.Every { Interval: var interval } && interval < MostApart ? interval : MostApart;
        var delay = TimeSpan.FromTicks((Apart * place).Ticks % within.Ticks);
        var trigger = TriggerBuilder.Create(clock).WithIdentity(scanner.Name).StartAt(clock.GetUtcNow() + delay);
        return scanner.Schedule switch
        {
            ScanSchedule.Every every => trigger.WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every.Interval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)).Build(),
            ScanSchedule.At at => trigger.WithSchedule(CronScheduleBuilder.Create(at.Times.WithTimeZone(clock.LocalTimeZone))
                .WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build(),
            var other => throw new InvalidOperationException($"there is no trigger for {other}"),
        };
    }
}
