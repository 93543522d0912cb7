using System.Globalization;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Benchmarks;

/// <summary>Fills a ledger as years of use would.</summary>
internal static class LargeLedger
{
    private const int Scanners = 100;
    private const int Batch = 10_000;

    /// <summary>Findings with their orders and attempts, spread over a year: one in ten is open, the others are resolved.</summary>
    public static void AddFindings(LedgerFile ledger, int count)
    {
        foreach (var group in Enumerable.Range(0, count).GroupBy(number => number % Scanners))
            Add(ledger, string.Create(CultureInfo.InvariantCulture, $"scanner-{group.Key}"), group, number => number / Scanners % 10 == 0);
        ledger.Write(write =>
        {
            write.Execute(
                """
                INSERT INTO work_orders (id, host, finding_id, policy, state, attempts_since, next_attempt_at, created_at, updated_at)
                SELECT 'w' || id, host, id, policy, iif(state = 'open', 'backing_off', 'done'), @now, @later, @now, @now FROM findings
                """,
                new { now = Times.Text(write.Now), later = Times.Text(write.Now.AddHours(1)) });
            return write.Execute(
                """
                INSERT INTO fix_attempts (id, host, finding_id, number, policy, policy_hash, executor, session_id, owner,
                  started_at, ended_at, outcome, wants_look, turns, input_tokens, output_tokens, cost_usd)
                SELECT 'a' || id, host, id, 1, policy, 'hash', 'claude', 's' || id, 'owner', at, at, 'succeeded', 0, 7, 20000, 900, 0.12
                FROM (SELECT *, strftime('%Y-%m-%dT%H:%M:%fZ', julianday(@now) - (row_number() OVER ()) % 8760 / 24.0) AS at FROM findings)
                """,
                new { now = Times.Text(write.Now) });
        });
    }

    /// <summary>New open findings for policy <c>p</c>, in one commit, as a scanner writes them.</summary>
    public static void AddOpen(LedgerFile ledger, int first, int count) => Add(ledger, "scanner", Enumerable.Range(first, count), _ => true);

    /// <summary>Events, hashed and chained as ever, until there are so many.</summary>
    public static void FillEvents(LedgerFile ledger, int total)
    {
        var there = (int)ledger.Read(connection => connection.Number("SELECT count(*) FROM events"));
        for (var from = there; from < total; from += Batch)
        {
            ledger.Write(write =>
            {
                for (var number = from; number < Math.Min(total, from + Batch); number++)
                    write.Record(new Event("scanner", "finding.seen", string.Create(CultureInfo.InvariantCulture, $"subject-{number % Batch}")) { Data = new() { ["number"] = number } });
                return true;
            });
        }
    }

    private static void Add(LedgerFile ledger, string scanner, IEnumerable<int> numbers, Func<int, bool> isOpen)
    {
        var scan = new CycleStore(ledger);
        var cycle = scan.Begin(scanner, CycleTrigger.Schedule);
        var changes = numbers.Select(number => Found(scanner, number, isOpen(number), cycle.StartedAt)).ToList();
        scan.Finish(cycle, new([new(scanner, changes.Count, null)], changes, [], changes.Count));
    }

    private static FindingChange Found(string scanner, int number, bool isOpen, DateTimeOffset now)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{scanner}/{number}");
        var finding = new Finding
        {
            Id = Guid.CreateVersion7(now),
            Scanner = scanner,
            Source = scanner,
            Fingerprint = $"host-1/plugin/{subject}",
            Episode = 1,
            Kind = "plugin",
            Subject = subject,
            Title = $"trouble at {subject}",
            Severity = Severity.Warning,
            State = isOpen ? FindingState.Open : FindingState.Resolved,
            Policy = "p",
            FirstSeenAt = now,
            LastSeenAt = now,
            OpenedAt = now,
            ResolvedAt = isOpen ? null : now,
            BadLooks = 2,
            GoodLooks = 0,
            Evidence = """{"used_percent":91.5,"path":"/var/log","limit":{"warning":80,"critical":90}}""",
        };
        return new(finding, isOpen ? ChangeKind.Opened : ChangeKind.Resolved);
    }
}
