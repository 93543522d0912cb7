using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Scanner.Judging;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Cycles;

/// <summary>Runs one cycle of one scanner: begin, look, judge, write. Never two of the same scanner at once.</summary>
public sealed partial class CycleRunner(LedgerFile ledger, Surroundings around, TimeProvider clock, ILogger<CycleRunner> logger)
{
    private static readonly TimeSpan PatienceBeyondTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseBeforeVerdict = TimeSpan.FromSeconds(1);

    private readonly CycleStore _cycles = new(ledger);
    private readonly SampleStore _samples = new(ledger);
    private readonly BoundedLook _looks = new(clock);

    /// <summary>
    /// Runs a cycle, and when an attempt's verdict needs more good looks, the few that it needs. A scheduled cycle gives
    /// way to one that runs already; the others wait for it.
    /// </summary>
    /// <exception cref="AgentFleet.Ledger.LedgerException">Nothing of the last cycle was written.</exception>
    public async Task<CycleOutcome> RunAsync(ScannerDefinition scanner, CycleTrigger trigger, CancellationToken ct)
    {
        var patience = trigger == CycleTrigger.Schedule ? TimeSpan.Zero : scanner.Timeout + PatienceBeyondTimeout;
        using var turn = await ScannerTurn.TakeAsync(ledger.State.ScannerLock(scanner.Name), patience, clock, ct);
        if (turn is null)
        {
            Log.Overlapped(logger, scanner.Name);
            return new CycleOutcome.Overlapped();
        }

        var (report, unsettled) = await RunOnceAsync(scanner, trigger, ct);
        for (var again = 0; unsettled && again < scanner.ClearAfter; again++)
        {
            await Task.Delay(PauseBeforeVerdict, clock, ct);
            (var next, unsettled) = await RunOnceAsync(scanner, CycleTrigger.Look, ct);
            report = next with { Changes = [.. report.Changes, .. next.Changes], Verifications = [.. report.Verifications, .. next.Verifications] };
        }

        return new CycleOutcome.Ran(report);
    }

    private async Task<(CycleReport Report, bool Unsettled)> RunOnceAsync(ScannerDefinition scanner, CycleTrigger trigger, CancellationToken ct)
    {
        var cycle = _cycles.Begin(scanner.Name, trigger);
        var history = new ScannerHistory(_samples, scanner.Name);
        var context = new LookContext(scanner.Name, scanner.Timeout, clock)
        {
            Notes = _cycles.Notes(scanner.Name),
            History = history,
            Around = around,
            Known = _cycles.Known(scanner.Name),
            Awaiting = cycle.Awaiting,
            OnlyAwaited = trigger == CycleTrigger.Look,
        };
        var seen = await _looks.LookAsync(scanner, context, ct);
        var now = clock.GetUtcNow();
        var look = new Unusual(scanner.Unusual, history, now).Over(seen);
        var judgement = new Judge(scanner, trigger, ledger.Host, now, Quiet(scanner, now)).Of(context.Known, cycle.Awaiting, look);
        var result = new CycleResult(
            Answers(look),
            judgement.Changes, judgement.Verifications, look.Sources.Sum(source => source.Observations.Count(seen => seen.Level != Level.Ok)))
        {
            Alerts = judgement.Alerts,
            Samples = Samples(scanner, look),
            Notes = look.Notes,
        };
        _cycles.Finish(cycle, result);

        Tell(scanner, result);
        return (new CycleReport(cycle.Id, look, judgement.Changes, judgement.Verifications, result.Status), judgement.Unsettled);
    }

    private string? Quiet(ScannerDefinition scanner, DateTimeOffset now)
    {
        var window = scanner.Maintenance.Select(window => window.OpenUntil(now, clock.LocalTimeZone)).Max();
        if (window is not null)
            return $"maintenance until {Times.Text(window)}";
        var troubles = scanner.InhibitedBy.Count == 0 ? [] : _cycles.InTrouble(scanner.InhibitedBy, scanner.Name);
        return troubles is [var first, ..] ? CycleStore.Explained(first) : null;
    }

    private static IReadOnlyList<Sample> Samples(ScannerDefinition scanner, Look look) =>
    [
        .. from seen in look.Sources.SelectMany(source => source.Observations)
           from measured in seen.Measured
           select new Sample(Subjects.Of(scanner.Name, seen), measured.Metric, measured.Unit, measured.Value),
    ];

    // Two names may be one once they are harmless, and the ledger takes each source once.
    private static IReadOnlyList<SourceAnswer> Answers(Look look) =>
    [
        .. look.Sources.GroupBy(source => source.Source, StringComparer.Ordinal).Select(same => new SourceAnswer(
            same.Key, same.Sum(source => source.Observations.Count), look.WhyBlind(same.Key))),
    ];

    private void Tell(ScannerDefinition scanner, CycleResult result)
    {
        foreach (var source in result.Sources.Where(source => !source.Complete))
            Log.Blind(logger, scanner.Name, source.Source, source.Error!);
        foreach (var change in result.Changes.Where(change => change.Kind is not (ChangeKind.SeenAgain or ChangeKind.SeenGood)))
            Log.Changed(logger, change.After.Subject, change.Kind, change.After.Title, change.After.Id);
        foreach (var verification in result.Verifications)
            Log.Verified(logger, verification.AttemptId, verification.Verdict, verification.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Scanner {Scanner} is looking already; this firing is left out")]
        public static partial void Overlapped(ILogger logger, string scanner);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} cannot see {Source}: {Reason}")]
        public static partial void Blind(ILogger logger, string scanner, string source, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Subject} {Change}: {Title} (finding {Finding})")]
        public static partial void Changed(ILogger logger, string subject, ChangeKind change, string title, Guid finding);

        [LoggerMessage(Level = LogLevel.Information, Message = "Attempt {Attempt} is {Verdict}: {Reason}")]
        public static partial void Verified(ILogger logger, Guid attempt, Verdict verdict, string? reason);
    }
}
