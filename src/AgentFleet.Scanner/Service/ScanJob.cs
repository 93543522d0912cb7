using AgentFleet.Definitions;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Cycles;
using AgentFleet.Scanner.Definitions;
using Microsoft.Extensions.Logging;
using Quartz;

namespace AgentFleet.Scanner.Service;

/// <summary>One firing of one scanner's schedule; the job is named like the scanner.</summary>
[DisallowConcurrentExecution]
internal sealed partial class ScanJob(DefinitionFolder<ScannerDefinition> folder, CycleRunner runner, ScannerOptions options, TimeProvider clock, ILogger<ScanJob> logger) : IJob
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
    {
        var name = context.JobDetail.Key.Name;
        try
        {
            // Read anew, so that an edit holds from the next look on.
            if (folder.Reload(name) is { } definition)
                await LookAsync(definition.Value, context, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The service stops; the next cycle marks this one as abandoned.
        }
        catch (Exception e)
        {
            Failed(logger, name, e.Message, e);
        }
    }

    private async Task LookAsync(ScannerDefinition scanner, IJobExecutionContext context, CancellationToken ct)
    {
        var outcome = await runner.RunAsync(scanner, CycleTrigger.Schedule, ct);
        // Whoever is looking, such as a second look, may have been past what the hint was about.
        if (outcome is CycleOutcome.Overlapped && ScheduleBook.IsHinted(context.Trigger))
            await context.Scheduler.ScheduleJob(ScheduleBook.Hinted(scanner.Name, clock.GetUtcNow() + Soon, clock), ScheduleJobOptions.Replacing, ct);
        if (outcome is not CycleOutcome.Ran { Report: var report } || SoonAgain(scanner, report) is not { } soon)
            return;
        await context.Scheduler.ScheduleJob(ScheduleBook.OutOfTurn(scanner.Name, clock.GetUtcNow() + soon, clock), ScheduleJobOptions.Replacing, ct);
    }

    // A check that cannot see is told of after some looks: where there is one a day, nobody would know for days.
    private TimeSpan? SoonAgain(ScannerDefinition scanner, CycleReport report) =>
        scanner.RetryInterval is { } interval ? report.IsSoft ? interval : null
        : report.IsBlindForNow && scanner.Schedule.NextAfter(clock.GetUtcNow(), clock.LocalTimeZone) > clock.GetUtcNow() + options.BlindRetry ? options.BlindRetry
        : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "The cycle of scanner {Scanner} failed: {Reason}")]
    private static partial void Failed(ILogger logger, string scanner, string reason, Exception e);
}
