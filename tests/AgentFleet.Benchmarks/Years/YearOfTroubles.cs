using System.Globalization;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>
/// Twenty findings a day, written by the stores that scanner and supervisor write with, on a clock that is moved. Ten are
/// told of and go away by themselves; ten are fixed, two of them at the second attempt. Those of the last day stay.
/// </summary>
internal sealed class YearOfTroubles(LedgerFile ledger, FakeTimeProvider clock, int subjects)
{
    public const int ADay = 20;

    private static readonly TimeSpan Apart = TimeSpan.FromDays(1) / ADay;

    private readonly CycleStore _scan = new(ledger);
    private readonly WorkStore _work = new(ledger);
    private readonly AttemptStore _attempts = new(ledger);
    private readonly Outbox _outbox = new(ledger, "alerts");
    private readonly Dictionary<string, int> _episodes = [];
    private int _written;

    public void WriteDay(DateTimeOffset day, bool isLast)
    {
        for (var number = 0; number < ADay; number++)
        {
            MoveTo(day + Apart * number);
            var finding = Confirm(YearOfLooks.ScannerOf(_written++ * 37 % subjects), policy: number % 2 == 0 ? "disk-space" : null);
            if (!isLast)
                Cure(finding, firstTry: number % 10 != 0);
        }
    }

    private Finding Confirm(string scanner, string? policy)
    {
        var seen = Seen(scanner, policy);
        Look(scanner, seen, ChangeKind.Appeared);
        Wait(1);
        var open = seen with { State = FindingState.Open, OpenedAt = clock.GetUtcNow(), LastSeenAt = clock.GetUtcNow(), BadLooks = 2 };
        Look(scanner, open, open.Episode > 1 ? ChangeKind.Reopened : ChangeKind.Opened, policy is null ? Told(AlertKind.FindingOpened, open) : null);
        return open;
    }

    private void Cure(Finding finding, bool firstTry)
    {
        if (finding.Policy is null)
        {
            Wait(20);
            Look(finding.Scanner, Gone(finding), ChangeKind.Resolved, Told(AlertKind.FindingCleared, finding));
            return;
        }
        _work.Create(finding, finding.Policy, null, "supervisor");
        if (!firstTry)
        {
            var attempt = Try(finding);
            Look(finding.Scanner, finding with { LastSeenAt = clock.GetUtcNow() }, ChangeKind.SeenAgain, null, new(attempt.Id, finding.Id, Verdict.NotFixed, "it is still there"));
            Step(finding, new(OrderState.BackingOff, "it is still there") { NextAttemptAt = clock.GetUtcNow().AddMinutes(5) });
            Wait(6);
            Look(finding.Scanner, finding with { LastSeenAt = clock.GetUtcNow() }, ChangeKind.SeenAgain);
        }
        var last = Try(finding);
        Look(finding.Scanner, Gone(finding), ChangeKind.Resolved, Told(AlertKind.FindingFixed, finding), new(last.Id, finding.Id, Verdict.Fixed, null));
        Step(finding, new(OrderState.Done, null));
    }

    private Attempt Try(Finding finding)
    {
        var (id, session) = (Guid.CreateVersion7(clock.GetUtcNow()), Guid.CreateVersion7(clock.GetUtcNow()));
        var claimed = _attempts.Claim(new(id, Order(finding), "0123456789abcdef", ExecutorKind.Claude, session, "supervisor-1", $"runs/{id}"), most: 2)
            ?? throw new InvalidOperationException($"{finding.Title} cannot be claimed");
        _attempts.RecordProcess(claimed, "4711:12345678");
        Wait(3);
        var end = new AttemptEnd(Outcome.Succeeded, "done", Counted: true, WantsLook: true) { Turns = 7, InputTokens = 20_000, OutputTokens = 900, CostUsd = 0.12m };
        _attempts.End(claimed, end, Order(finding), new(OrderState.Verifying, null));
        Wait(1);
        return claimed;
    }

    private WorkOrder Order(Finding finding) => _work.Of(finding.Id)!.Order;

    private void Step(Finding finding, OrderStep step) => _work.Advance(Order(finding), step);

    private void Look(string scanner, Finding finding, ChangeKind kind, NewAlert? alert = null, Verification? verification = null)
    {
        var cycle = _scan.Begin(scanner, verification is null ? CycleTrigger.Schedule : CycleTrigger.Look);
        _scan.Finish(cycle, new([new(scanner, 1, null)], [new(finding, kind) { Alert = alert }], verification is null ? [] : [verification], 1));
        while (_outbox.Claim(TimeSpan.FromSeconds(30)) is { } waiting)
            _outbox.Sent(waiting);
    }

    private Finding Seen(string scanner, string? policy) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Scanner = scanner,
        Source = scanner,
        Fingerprint = $"host-1:disk:{scanner}",
        Episode = _episodes[scanner] = _episodes.GetValueOrDefault(scanner) + 1,
        Kind = "disk",
        Subject = scanner,
        Title = $"{scanner} is 91.5 % full: 45.75 of 50 GiB used",
        Severity = _written % 5 == 0 ? Severity.Critical : Severity.Warning,
        State = FindingState.Pending,
        Policy = policy,
        FirstSeenAt = clock.GetUtcNow(),
        LastSeenAt = clock.GetUtcNow(),
        BadLooks = 1,
        GoodLooks = 0,
        Looks = "00000000000000000001",
        Evidence = """{"mount":"/srv","used_percent":91.5,"used_bytes":49123688448,"free_bytes":4563402752,"inodes_used_percent":12.4,"limits":{"warning":80,"critical":90}}""",
    };

    private Finding Gone(Finding finding) => finding with { State = FindingState.Resolved, ResolvedAt = clock.GetUtcNow(), BadLooks = 0, GoodLooks = 1 };

    private static NewAlert Told(AlertKind kind, Finding finding) => new(
        kind, $"{kind.Word}:{finding.Id}", $"{finding.Severity}: {finding.Title}",
        string.Create(CultureInfo.InvariantCulture, $"Host host-1, disk {finding.Subject}.\n{finding.Title}\nSeen since {finding.FirstSeenAt:yyyy-MM-dd HH:mm:ss} UTC. Its scanner names no policy."));

    private void Wait(double minutes) => clock.Advance(TimeSpan.FromMinutes(minutes));

    private void MoveTo(DateTimeOffset time) => clock.Advance(time - clock.GetUtcNow());
}
