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
    private const string Extra = "retry";
    private const string Hint = "hint";

    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, ScanSchedule> _booked = new(StringComparer.Ordinal);

    /// <summary>A look of a scanner out of turn, in place of an earlier one that is still to come.</summary>
    public static ITrigger OutOfTurn(string scanner, DateTimeOffset at, TimeProvider clock) => Once(scanner, Extra, at, clock);

    /// <summary>A look because somebody says that something has changed; no retry takes its place.</summary>
    public static ITrigger Hinted(string scanner, DateTimeOffset at, TimeProvider clock) => Once(scanner, Hint, at, clock);

    public static bool IsHinted(ITrigger trigger) => trigger.Key.Group == Hint;

    /// <summary>
    /// Has scanners look at once, those that are looking once more after that, however often it is asked for meanwhile.
    /// </summary>
    /// <returns>How many of them are booked; the others are not there yet, or no longer.</returns>
    public async Task<int> LookNowAsync(IEnumerable<string> scanners, CancellationToken ct)
    {
        var (scheduler, count) = (await schedulers.GetScheduler(ct), 0);
        foreach (var scanner in scanners)
        {
            if (!await scheduler.Exists(new JobKey(scanner), ct))
                continue;
            await scheduler.ScheduleJob(Hinted(scanner, clock.GetUtcNow(), clock), ScheduleJobOptions.Replacing, ct);
            count++;
        }
        return count;
    }

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
            await BookAsync(scheduler, scanner, place++, ct);
    }

    /// <summary>
    /// Books all anew and has each look once, soon. A schedule counts by the wall clock: put back by an hour, it would be
    /// silent for an hour, and what was to be looked at while the machine slept was not.
    /// </summary>
    public async Task BeginAnewAsync(IReadOnlyCollection<ScannerDefinition> wanted, CancellationToken ct)
    {
        var scheduler = await schedulers.GetScheduler(ct);
        var place = 0;
        foreach (var scanner in wanted)
        {
            await scheduler.UnscheduleJob(new TriggerKey(scanner.Name, Extra), ct);
            var at = await BookAsync(scheduler, scanner, place++, ct);
            if (scanner.Schedule is ScanSchedule.At)
                await scheduler.ScheduleJob(OutOfTurn(scanner.Name, at, clock), ScheduleJobOptions.Replacing, ct);
        }
    }

    private static ITrigger Once(string scanner, string why, DateTimeOffset at, TimeProvider clock) =>
        TriggerBuilder.Create(clock).WithIdentity(scanner, why).ForJob(scanner).StartAt(at).Build();

    private async Task<DateTimeOffset> BookAsync(IScheduler scheduler, ScannerDefinition scanner, int place, CancellationToken ct)
    {
        var at = clock.GetUtcNow() + DelayOf(scanner.Schedule, place);
        var job = JobBuilder.Create<ScanJob>().WithIdentity(scanner.Name).Build();
        await scheduler.ScheduleJob(job, TriggerFor(scanner, at), ScheduleJobOptions.Replacing, ct);
        _booked[scanner.Name] = scanner.Schedule;
        return at;
    }

    // Hundreds that begin together would look together ever after.
    private static TimeSpan DelayOf(ScanSchedule schedule, int place)
    {
        var most = schedule is ScanSchedule.Every { Interval: var interval } && interval < MostApart ? interval : MostApart;
        return TimeSpan.FromTicks(Apart.Ticks * place % most.Ticks);
    }

    // What is due while the look before is still under way is left out: a slow check must not look without a pause.
    private ITrigger TriggerFor(ScannerDefinition scanner, DateTimeOffset at)
    {
        var trigger = TriggerBuilder.Create(clock).WithIdentity(scanner.Name).StartAt(at);
        return scanner.Schedule switch
        {
            ScanSchedule.Every every => trigger.WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every.Interval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)).Build(),
            ScanSchedule.At times => trigger.WithSchedule(CronScheduleBuilder.Create(times.Times.WithTimeZone(clock.LocalTimeZone))
                .WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing)).Build(),
            var other => throw new InvalidOperationException($"there is no trigger for {other}"),
        };
    }
}
