namespace AgentFleet.Ledger.Asking;

/// <summary>Questions about what happened, the newest first.</summary>
public static class Questions
{
    /// <summary>The last scans; of one scanner, or of all for null.</summary>
    public static Question Cycles(string? scanner, int limit) => new(
        $"""
        SELECT started_at, scanner, trigger, status, seen, opened, reopened, resolved, error, id
        FROM cycles {(scanner is null ? "" : "WHERE scanner = @scanner")} ORDER BY started_at DESC, id DESC LIMIT @limit
        """,
        new { scanner, limit });

    /// <summary>The last attempts; at the finding whose id has this text in it, or at all for null.</summary>
    public static Question Attempts(string? finding, int limit) => new(
        """
        SELECT a.started_at, f.subject, a.number, a.policy, a.executor, coalesce(a.outcome, 'running') AS outcome, v.verdict,
          a.counted, a.turns, a.input_tokens, a.output_tokens, a.cost_usd, a.outcome_reason, a.ended_at, a.policy_hash, a.finding_id, a.id
        FROM fix_attempts a JOIN findings f ON f.id = a.finding_id LEFT JOIN verifications v ON v.attempt_id = a.id
        WHERE @finding IS NULL OR a.finding_id LIKE '%' || @finding || '%'
        ORDER BY a.started_at DESC, a.id DESC LIMIT @limit
        """,
        new { finding, limit });

    /// <summary>The last alerts; in one state, or all for null.</summary>
    public static Question Alerts(string? state, int limit) => new(
        """
        SELECT created_at, kind, priority, state, title, body, tries, last_error, sent_at, finding_id, id
        FROM alerts WHERE @state IS NULL OR state = @state ORDER BY created_at DESC, id DESC LIMIT @limit
        """,
        new { state, limit });

    /// <summary>The last alerts in a few words each.</summary>
    public static Question AlertTitles(int limit) =>
        new("SELECT created_at, kind, priority, state, title FROM alerts ORDER BY created_at DESC, id DESC LIMIT @limit", new { limit });

    /// <summary>The last events; about the subject whose id has this text in it, or all for null.</summary>
    public static Question Events(string? subject, int limit) => new(
        """
        SELECT id, at, actor, kind, subject, data, hash FROM events
        WHERE @subject IS NULL OR subject LIKE '%' || @subject || '%' ORDER BY id DESC LIMIT @limit
        """,
        new { subject, limit });
}
