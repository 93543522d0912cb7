using AgentFleet.Definitions;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Processes;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Judging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Service;

/// <summary>Keeps the schedules in step with the folder of definitions.</summary>
internal sealed partial class Housekeeper(
    DefinitionFolder<ScannerDefinition> folder, ScheduleBook schedules, BrokenDefinitionAlarm alarm, CycleStore cycles, LedgerFile ledger, Surroundings around, ScannerOptions options, TimeProvider clock,
    ILogger<Housekeeper> logger) : BackgroundService
{
    private static readonly TimeSpan MayWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BetweenThinnings = TimeSpan.FromHours(1);
    private static readonly TimeSpan UntilForgotten = TimeSpan.FromDays(7);
    // Others get their turn at the ledger.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private readonly FindingAlerts _alerts = new(ledger.Host);
    private readonly Outbox _outbox = new(ledger, "scanner");
    private readonly HoldStore _holds = new(ledger);
    private readonly ClockSteps _steps = new(clock);
    private HashSet<string> _missed = [];
    private DateTimeOffset _thinAgain;
    private bool _mustBeginAnew;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(options.Housekeeping, clock);
        do
        {
            await TidyAsync(stoppingToken);
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TidyAsync(CancellationToken ct)
    {
        AbandonDead();
        try
        {
            var definitions = folder.Reload();
            await KeepStepAsync([.. definitions.Good.Values.Select(definition => definition.Value).Where(scanner => scanner.LeftOut(around) is null)], ct);
            alarm.Check(definitions);
            _holds.LiftExpired(clock.GetUtcNow(), "scanner");
            CallForUnattended();
            RetireRemoved(definitions);
            await ThinAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(logger, e.Message, e);
        }
    }

    private async Task KeepStepAsync(IReadOnlyCollection<ScannerDefinition> wanted, CancellationToken ct)
    {
        await schedules.UpdateAsync(wanted, ct);
        if (_steps.Next() is { } step)
        {
            Stepped(logger, Durations.Print(step));
            _mustBeginAnew = true;
        }
        if (!_mustBeginAnew)
            return;
        // Until it has been done: a step is noticed only once.
        await schedules.BeginAnewAsync(wanted, ct);
        _mustBeginAnew = false;
    }

    // A cycle whose scanner's lock nobody holds was left by a process that died; its definition may be gone by now. This
    // comes before anything is booked: a first firing that met the lock in our hands would be left out, and the next may be
    // hours away.
    private void AbandonDead()
    {
        try
        {
            foreach (var scanner in cycles.Running())
            {
                using var turn = FileLock.TryAcquire(ledger.State.ScannerLock(scanner));
                if (turn is not null)
                    cycles.Abandon(scanner);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LeftRunning(logger, e.Message, e);
        }
    }

    // A finding that has a policy rings only when it was fixed; with no supervisor alive it would never ring.
    private void CallForUnattended()
    {
        foreach (var finding in cycles.Unattended(clock.GetUtcNow() - MayWait, FindingAlerts.UnattendedKey))
            _outbox.Append(_alerts.Unattended(finding) with { FindingId = finding.Id });
    }

    private async Task ThinAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now < _thinAgain)
            return;
        _thinAgain = now + BetweenThinnings;
        cycles.RetireElsewhere(now - UntilForgotten);
        foreach (var _ in new SampleStore(ledger).Thin(now).Concat(cycles.Thin(now)))
            await Task.Delay(Breath, clock, ct);
    }

    // Only after the folder was read completely, and only in the second pass that misses a file: an editor may take it
    // away for a moment. An empty folder retires nothing.
    private void RetireRemoved(FolderSnapshot<ScannerDefinition> definitions)
    {
        if (definitions.FolderProblems.Count > 0 || definitions.IsEmpty)
        {
            _missed = [];
            return;
        }
        var removed = cycles.WithLiveFindings().Where(name => !definitions.Good.ContainsKey(name) && definitions.Broken.All(b => b.Name != name)).ToHashSet();
        foreach (var scanner in removed.Where(_missed.Contains))
        {
            Retired(logger, scanner);
            cycles.Retire(scanner);
        }
        _missed = removed;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock made a step of {Step}, or the machine slept; every scanner looks now")]
    private static partial void Stepped(ILogger logger, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scanner {Scanner} was removed; its findings are closed")]
    private static partial void Retired(ILogger logger, string scanner);

    [LoggerMessage(Level = LogLevel.Error, Message = "The cycles that a dead scanner left could not be abandoned; trying again: {Reason}")]
    private static partial void LeftRunning(ILogger logger, string reason, Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scanner's definitions could not be put in force; trying again: {Reason}")]
    private static partial void Failed(ILogger logger, string reason, Exception e);
}
