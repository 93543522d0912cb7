namespace AgentFleet.Ledger.Asking;

/// <summary>Questions about findings.</summary>
public static class FindingQuestions
{
    private const string Worst = "CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END";

    private const string Chosen = "(@all OR state <> 'resolved') AND (@status IS NULL OR status = @status)";

    /// <summary>Findings for a table, the worst first; resolved ones only with <paramref name="all"/>.</summary>
    public static Question List(bool all, string? status, int limit) => Of(
        "substr(finding_id, -8) AS id, status, severity, kind, subject, title, policy, fix_attempts, next_attempt_at, last_seen_at, reason",
        all, status, limit);

    /// <summary>The same findings with all that is known of each.</summary>
    public static Question Whole(bool all, string? status, int limit) => Of("*", all, status, limit);

    /// <summary>One finding, whole.</summary>
    public static Question One(Guid id) => new("SELECT * FROM finding_status WHERE finding_id = @id", new { id = id.ToString() });

    /// <summary>Up to five findings whose id begins or ends with a text.</summary>
    public static Question Called(string text) =>
        new("SELECT id, fingerprint FROM findings WHERE id LIKE @text || '%' OR id LIKE '%' || @text LIMIT 5", new { text });

    /// <summary>What belongs to one finding: attempts, alerts, events, episodes.</summary>
    public static IReadOnlyList<NamedQuestion> Story(Guid id) =>
    [
        new("attempts", new(
            """
            SELECT a.number, a.started_at, a.ended_at, a.policy, a.executor, coalesce(a.outcome, 'running') AS outcome, v.verdict, a.counted,
              a.turns, a.cost_usd, a.outcome_reason, a.policy_hash, a.session_id, a.id
            FROM fix_attempts a LEFT JOIN verifications v ON v.attempt_id = a.id WHERE a.finding_id = @id ORDER BY a.number
            """, new { id = id.ToString() })),
        new("alerts", new("SELECT created_at, kind, priority, state, title, sent_at FROM alerts WHERE finding_id = @id ORDER BY created_at, id", new { id = id.ToString() })),
        new("events", new(
            """
            SELECT at, actor, kind, data FROM events
            WHERE subject = @id OR subject IN (SELECT id FROM fix_attempts WHERE finding_id = @id) ORDER BY id
            """, new { id = id.ToString() })),
        new("episodes", new(
            """
            SELECT episode, state, first_seen_at, resolved_at, finding_id FROM finding_status
            WHERE fingerprint = (SELECT fingerprint FROM findings WHERE id = @id) ORDER BY episode
            """, new { id = id.ToString() })),
    ];

    /// <summary>What was measured of a finding's subject since a time, by metric, the oldest first.</summary>
    public static NamedQuestion Measured(Guid id, DateTimeOffset since) => new("measured", new(
        """
        SELECT s.metric, s.unit, p.at, p.value
        FROM findings f JOIN sample_series s ON s.host = f.host AND s.scanner = f.scanner AND s.subject = f.subject
          JOIN samples p ON p.series = s.id AND p.span IN (0, 300, 3600) AND p.at >= @since
        WHERE f.id = @id ORDER BY s.metric, p.at
        """,
        new { id = id.ToString(), since = Times.Text(since) }));

    /// <summary>The story of one finding in a few words each, for a timeline.</summary>
    public static Question Timeline(Guid id) => new(
        """
        SELECT substr(at, 12, 12) AS time, actor, kind,
          coalesce(data ->> 'title', data ->> 'verdict', data ->> 'reason', data ->> 'policy', '') AS what
        FROM events WHERE subject = @id OR subject IN (SELECT id FROM fix_attempts WHERE finding_id = @id) ORDER BY id
        """,
        new { id = id.ToString() });

    private static Question Of(string columns, bool all, string? status, int limit) => new(
        $"SELECT {columns} FROM finding_status WHERE {Chosen} ORDER BY {Worst}, first_seen_at DESC LIMIT @limit",
        new { all = all || status == "resolved", status, limit });
}
