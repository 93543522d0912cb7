using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Tests;

/// <summary>A ledger with a scanner and a supervisor that do what a test says; every step takes a second.</summary>
internal sealed class World : IDisposable
{
    private readonly List<IDisposable> _opened = [];

    public World()
    {
        Scan = new(Ledger.File);
        Work = new(Ledger.File);
        Attempts = new(Ledger.File);
        Holds = new(Ledger.File);
        Outbox = new(Ledger.File, "test");
    }

    public TestLedger Ledger { get; } = new();

    public FakeTimeProvider Clock => Ledger.Clock;

    public CycleStore Scan { get; }

    public WorkStore Work { get; }

    public AttemptStore Attempts { get; }

    public HoldStore Holds { get; }

    public Outbox Outbox { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The same ledger as another process has it.</summary>
    public LedgerFile Elsewhere() => Opened(Ledger.Open());

    public LedgerReader Reader() => Opened(LedgerReader.Open(Ledger.State, "host-1", Clock));

    /// <summary>A connection that keeps to no rules but the schema's.</summary>
    public SqliteConnection Raw() => Opened(LedgerFile.Connect(Ledger.State.Ledger, SqliteOpenMode.ReadWrite));

    public int Execute(string sql, object? values = null) => Raw().Execute(sql, values);

    public T? Scalar<T>(string sql, object? values = null) => Raw().ExecuteScalar<T>(sql, values);

    /// <summary>A finding as the scanner sees it now, not yet written.</summary>
    public Finding Seen(string subject, Severity severity = Severity.Warning, FindingState state = FindingState.Open) => new()
    {
        Id = Guid.CreateVersion7(Now),
        Scanner = "disk",
        Source = "disk",
        Fingerprint = $"host-1:disk:{subject}",
        Episode = 1,
        Kind = "disk",
        Subject = subject,
        Title = $"{subject} is full",
        Severity = severity,
        State = state,
        FirstSeenAt = Now,
        LastSeenAt = Now,
        OpenedAt = state == FindingState.Pending ? null : Now,
        ResolvedAt = state == FindingState.Resolved ? Now : null,
        BadLooks = 1,
        GoodLooks = 0,
        Evidence = """{"used":95}""",
    };

    public Finding Open(string subject, Severity severity = Severity.Warning) => Write(Seen(subject, severity), ChangeKind.Opened);

    /// <summary>Many findings by one look.</summary>
    public IReadOnlyList<Finding> OpenMany(int count)
    {
        var findings = Enumerable.Range(0, count).Select(i => Seen($"/{i}")).ToList();
        Look([.. findings.Select(finding => new FindingChange(finding, ChangeKind.Opened))]);
        return findings;
    }

    public Finding SeeAgain(Finding finding) => Write(finding with { LastSeenAt = Now }, ChangeKind.SeenAgain);

    public Finding Resolve(Finding finding) =>
        Write(finding with { State = FindingState.Resolved, ResolvedAt = Now, GoodLooks = 1 }, ChangeKind.Resolved);

    public Finding Reopen(Finding resolved) => Write(resolved with
    {
        Id = Guid.CreateVersion7(Now),
        Episode = resolved.Episode + 1,
        State = FindingState.Open,
        FirstSeenAt = Now,
        LastSeenAt = Now,
        OpenedAt = Now,
        ResolvedAt = null,
    }, ChangeKind.Reopened);

    public Finding Write(Finding finding, ChangeKind kind, NewAlert? alert = null)
    {
        Look([new(finding, kind) { Alert = alert }]);
        return finding;
    }

    public void Look(IReadOnlyList<FindingChange> changes, IReadOnlyList<Verification>? verifications = null)
    {
        var cycle = Scan.Begin("disk", CycleTrigger.Schedule);
        Scan.Finish(cycle, new([new("disk", 1, null)], changes, verifications ?? [], changes.Count));
        Tick();
    }

    public WorkOrder Order(Finding finding, string policy = "disk-space")
    {
        Work.Create(finding, policy, null, "supervisor");
        Tick();
        return OrderOf(finding);
    }

    public WorkOrder OrderOf(Finding finding) => Work.Of(finding.Id)!.Order;

    public Attempt? Claim(WorkOrder order, int most = 10, string owner = "one", AttemptStore? store = null) =>
        (store ?? Attempts).Claim(Wanted(order, owner), most);

    public NewAttempt Wanted(WorkOrder order, string owner = "one") =>
        new(Guid.CreateVersion7(Now), order, "hash", ExecutorKind.Claude, Guid.CreateVersion7(Now), owner, "runs/x");

    public void End(Attempt attempt, Finding finding, OrderStep next, bool wantsLook = true, bool counted = true)
    {
        Attempts.End(attempt, new(Outcome.Succeeded, "done", counted, wantsLook), OrderOf(finding), next).ShouldBeTrue();
        Tick();
    }

    public OrderStep BackOff(TimeSpan wait) => new(OrderState.BackingOff, "not fixed") { NextAttemptAt = Now + wait };

    public void Tick() => Clock.Advance(TimeSpan.FromSeconds(1));

    public void Dispose()
    {
        foreach (var thing in Enumerable.Reverse(_opened))
            thing.Dispose();
        Ledger.Dispose();
    }

    private T Opened<T>(T thing) where T : IDisposable
    {
        _opened.Add(thing);
        return thing;
    }
}
