using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Fixing;

/// <summary>The supervisor's orders: which findings are to be fixed, by which policy, and when.</summary>
public sealed class WorkStore(LedgerFile ledger)
{
    private const string NewSql = $"""
        SELECT {Finding.Columns}, p.resolved_at AS previous_resolved_at, pw.attempts_since AS previous_since, pw.policy AS previous_policy
        FROM findings f
        LEFT JOIN findings p ON p.fingerprint = f.fingerprint AND p.episode = f.episode - 1
        LEFT JOIN work_orders pw ON pw.finding_id = p.id
        WHERE f.state = 'open' AND f.host = @host AND f.quiet IS NULL AND f.refused IS NULL AND NOT EXISTS (SELECT 1 FROM work_orders w WHERE w.finding_id = f.id)
        """;

    private const string DueSql = $"""
        SELECT {Finding.Columns}, {WorkOrder.Columns} FROM work_orders w JOIN findings f ON f.id = w.finding_id
        WHERE w.state IN ('queued', 'backing_off') AND w.next_attempt_at <= @now AND w.policy IN (SELECT value FROM json_each(@policies)) AND {Dispatchable}
          AND f.kind NOT IN (SELECT value FROM json_each(@without))
        ORDER BY CASE f.severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.rank, coalesce(f.filed_at, f.opened_at), f.id
        LIMIT @limit
        """;

    /// <summary>
    /// The finding is there, is of this host (nobody looks at what is of another), may be fixed, nothing keeps it quiet, where
    /// it comes from can be asked, and it was seen since the last attempt ended.
    /// </summary>
    internal const string Dispatchable = $"""
        f.state = 'open' AND f.host = @host AND f.quiet IS NULL AND f.refused IS NULL
        AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'mute' AND h.target = f.fingerprint AND h.lifted_at IS NULL)
        AND NOT (f.kind IN ('{GitHubKinds.Issue}', '{GitHubKinds.PullRequest}') AND EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'limit' AND h.target = 'github' AND h.lifted_at IS NULL))
        AND f.last_seen_at > coalesce((SELECT max(l.ended_at) FROM fix_attempts l WHERE l.finding_id = f.id AND l.wants_look = 1), '')
        """;

    private const string JudgedSql = $"""
        SELECT {Finding.Columns}, {WorkOrder.Columns}, {Attempt.Columns}, v.verdict, v.reason AS verdict_reason
        FROM work_orders w
        JOIN findings f ON f.id = w.finding_id
        JOIN fix_attempts a ON a.finding_id = f.id AND a.number = (SELECT max(number) FROM fix_attempts n WHERE n.finding_id = f.id)
        JOIN verifications v ON v.attempt_id = a.id
        WHERE w.state = 'verifying'
        """;

    private const string StepSql = """
        UPDATE work_orders SET state = @state, reason = @reason, next_attempt_at = @next, policy = coalesce(@policy, policy),
          attempts_since = CASE WHEN @afresh THEN @now ELSE attempts_since END, updated_at = @now
        WHERE id = @id AND state = @expected
        """;

    /// <summary>Open findings of this host that no order is for yet.</summary>
    public IReadOnlyList<NewWork> New() => ledger.Read(connection => connection.Rows(NewSql, new { host = ledger.Host }, row =>
        new NewWork(Finding.Read(row), row.TimeOrNull("previous_resolved_at"), row.TimeOrNull("previous_since"), row.TextOrNull("previous_policy"))));

    /// <summary>Orders of these policies that may start now, the most urgent first.</summary>
    /// <param name="without">Kinds of findings that are left out.</param>
    public IReadOnlyList<Work> Due(IReadOnlyCollection<string> policies, DateTimeOffset now, int limit, params IReadOnlyCollection<string> without) =>
        ledger.Read(connection => connection.Rows(DueSql, new { host = ledger.Host, policies, now = Times.Text(now), limit, without }, ReadWork));

    /// <summary>The order for a finding, if there is one.</summary>
    public Work? Of(Guid finding) => ledger.Read(connection => connection.Rows(
        $"SELECT {Finding.Columns}, {WorkOrder.Columns} FROM work_orders w JOIN findings f ON f.id = w.finding_id WHERE f.id = @id",
        new { id = finding.ToString() }, ReadWork).SingleOrDefault());

    /// <summary>Orders that are not done although their finding is gone, and that no run is under way for.</summary>
    public IReadOnlyList<Work> Outlived() => ledger.Read(connection => connection.Rows(
        $"""
        SELECT {Finding.Columns}, {WorkOrder.Columns} FROM work_orders w JOIN findings f ON f.id = w.finding_id
        WHERE w.state NOT IN ('done', 'fixing', 'verifying') AND f.state = 'resolved'
        """, null, ReadWork));

    /// <summary>Orders whose last attempt the scanner has judged.</summary>
    public IReadOnlyList<JudgedWork> Judged() => ledger.Read(connection => connection.Rows(JudgedSql, null, row => new JudgedWork(
        Finding.Read(row), WorkOrder.Read(row), Attempt.Read(row), row.Word<Verdict>("verdict"), row.TextOrNull("verdict_reason"))));

    /// <summary>Orders in one of these states.</summary>
    public IReadOnlyList<Work> In(params IReadOnlyList<OrderState> states) => ledger.Read(connection => connection.Rows(
        $"SELECT {Finding.Columns}, {WorkOrder.Columns} FROM work_orders w JOIN findings f ON f.id = w.finding_id WHERE w.state IN (SELECT value FROM json_each(@states))",
        new { states = states.Select(Words.Of).ToArray() }, ReadWork));

    /// <summary>When the next order that waits falls due; null when none waits.</summary>
    public DateTimeOffset? NextDue() => ledger.Read(connection =>
        connection.Text("SELECT min(next_attempt_at) FROM work_orders WHERE state IN ('queued', 'backing_off')"))
        is { } due ? Times.Parse(due) : null;

    /// <summary>Orders a finding fixed, due at once. Losing a race against another supervisor is normal and changes nothing.</summary>
    public void Create(Finding finding, string policy, DateTimeOffset? attemptsSince, string actor) => ledger.Write(write =>
    {
        var created = write.Execute(
            """
            INSERT INTO work_orders (id, host, finding_id, policy, state, attempts_since, next_attempt_at, created_at, updated_at)
            VALUES (@id, @host, @finding, @policy, 'queued', @since, @now, @now, @now) ON CONFLICT (finding_id) DO NOTHING
            """,
            new
            {
                id = Guid.CreateVersion7(write.Now).ToString(),
                host = write.Host,
                finding = finding.Id.ToString(),
                policy,
                since = Times.Text(attemptsSince ?? write.Now),
                now = Times.Text(write.Now),
            });
        if (created == 1)
            write.Record(new(actor, "order.queued", finding.Id.ToString()) { Data = new() { ["policy"] = policy } });
    });

    /// <summary>Takes an order one step on, if it is still where the caller saw it.</summary>
    public bool Advance(WorkOrder order, OrderStep step) => ledger.Write(write => Advance(write, order, order.State, step));

    internal static bool Advance(LedgerWrite write, WorkOrder order, OrderState expected, OrderStep step)
    {
        var moved = write.Execute(StepSql, new
        {
            id = order.Id.ToString(),
            expected = Words.Of(expected),
            state = Words.Of(step.State),
            reason = step.Reason,
            next = Times.Text(step.NextAttemptAt),
            policy = step.Policy,
            afresh = step.StartsAfresh || step.Policy is not null,
            now = Times.Text(write.Now),
        });
        if (moved == 0)
            return false;

        write.Record(new(step.Actor, "order." + Words.Of(step.State), order.FindingId.ToString())
        {
            Data = new() { ["policy"] = step.Policy ?? order.Policy, ["reason"] = step.Reason, ["next_attempt_at"] = Times.Text(step.NextAttemptAt) },
        });
        if (step.Alert is { } alert)
            Outbox.Append(write, alert with { FindingId = order.FindingId, Suppressed = HoldStore.IsMuted(write, order.FindingId) });
        // A person's retry comes from another process; the supervisor hears of it at once.
        if (step.Actor != "supervisor")
            write.WillRing(Bell.Findings);
        return true;
    }

    /// <summary>How many attempts of a policy count against an order, over all episodes that belong together.</summary>
    public int CountedAttempts(Finding finding, WorkOrder order) => ledger.Read(connection => (int)connection.Number(
        """
        SELECT count(*) FROM fix_attempts a JOIN findings f ON f.id = a.finding_id
        WHERE f.fingerprint = @Fingerprint AND a.policy = @Policy AND a.counted = 1 AND a.ended_at IS NOT NULL AND a.started_at >= @since
        """,
        new { finding.Fingerprint, order.Policy, since = Times.Text(order.AttemptsSince) }));

    private static Work ReadWork(Row row) => new(Finding.Read(row), WorkOrder.Read(row));
}
