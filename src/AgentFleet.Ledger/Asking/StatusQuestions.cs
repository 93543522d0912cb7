using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Asking;

/// <summary>
/// What should worry me? Each part answers from an index, so that the page takes no longer when the trail grows. (A
/// <c>+</c> keeps SQLite from walking the index of the order instead: https://www.sqlite.org/optoverview.html#uplus)
/// </summary>
public static class StatusQuestions
{
    /// <summary>The part about findings of other hosts.</summary>
    public const string Elsewhere = "elsewhere";

    /// <param name="host">As this machine is called now.</param>
    /// <param name="lately">What counts as lately for scans, attempts and cost.</param>
    public static IReadOnlyList<NamedQuestion> Since(string host, DateTimeOffset lately) =>
    [
        new("findings", new("SELECT status, count(*) AS findings FROM finding_status WHERE state <> 'resolved' AND host = @host GROUP BY status ORDER BY status", new { host })),
        new("worst", new(
            """
            SELECT substr(finding_id, -8) AS id, status, severity, subject, title, fix_attempts, next_attempt_at, reason FROM finding_status
            WHERE state = 'open' AND host = @host ORDER BY CASE WHEN status = 'escalated' THEN 0 WHEN status = 'refused' THEN iif(refused IS NULL, 1, 3) ELSE 2 END,
              CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, opened_at LIMIT 10
            """, new { host })),
        new(Elsewhere, new(
            "SELECT host, count(*) AS findings, max(last_seen_at) AS last_seen_at FROM findings WHERE state <> 'resolved' AND host <> @host GROUP BY host ORDER BY max(last_seen_at) DESC",
            new { host })),
        new("scanners", new(
            $"""
            {ScannerNames.With}
            SELECT c.scanner, c.started_at AS last_started, c.status, c.error FROM names JOIN cycles c ON c.rowid =
              (SELECT l.rowid FROM cycles l WHERE l.scanner = names.scanner AND l.started_at > @lately ORDER BY l.started_at DESC LIMIT 1)
            ORDER BY c.scanner
            """,
            new { lately = Times.Text(lately) })),
        new("runs", new(
            """
            SELECT a.started_at, f.subject, a.number, a.policy, a.executor, a.id FROM fix_attempts a JOIN findings f ON f.id = a.finding_id
            WHERE a.ended_at IS NULL ORDER BY +a.started_at
            """)),
        new("holds", new("SELECT kind, target, reason, actor, from_at, until_at FROM holds WHERE lifted_at IS NULL ORDER BY from_at")),
        new("alerts", new("SELECT state, count(*) AS alerts FROM alerts WHERE state IN ('pending', 'failed') GROUP BY state")),
        new("last_day", new(
            """
            SELECT count(*) AS attempts, coalesce(sum(v.verdict = 'fixed'), 0) AS fixed, coalesce(sum(a.cost_usd), 0.0) AS cost_usd
            FROM fix_attempts a LEFT JOIN verifications v ON v.attempt_id = a.id WHERE a.started_at > @lately
            """,
            new { lately = Times.Text(lately) })),
    ];
}
