using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Ledger.Alerting;

/// <summary>The alerts that wait to be sent. Whoever is alive claims one by lease, sends it, and says how it went.</summary>
public sealed class Outbox(LedgerFile ledger, string owner)
{
    private const string ClaimSql = """
        UPDATE alerts SET lease_owner = @owner, lease_until = @until, tries = tries + 1
        WHERE id = (SELECT id FROM alerts
                    WHERE state = 'pending' AND next_try_at <= @now AND (lease_until IS NULL OR lease_until <= @now)
                    ORDER BY priority DESC, created_at, id LIMIT 1)
        RETURNING id, kind, priority, title, body, finding_id, tries, created_at
        """;

    private const string InsertSql = """
        INSERT INTO alerts (id, host, kind, dedupe_key, priority, title, body, finding_id, state, created_at, next_try_at)
        VALUES (@id, @host, @kind, @key, @priority, @title, @body, @finding, @state, @now, @now)
        ON CONFLICT (dedupe_key) DO NOTHING
        """;

    /// <summary>Appends an alert that belongs to no other change, such as a broken definition.</summary>
    public void Append(NewAlert alert) => ledger.Write(write => Append(write, alert));

    /// <summary>The keys that begin so and that no second alert may have.</summary>
    internal IReadOnlyList<string> ToldAs(string prefix) => ledger.Read(connection => connection.Rows(
        "SELECT dedupe_key FROM alerts WHERE dedupe_key >= @prefix AND dedupe_key < @end",
        new { prefix, end = prefix[..^1] + (char)(prefix[^1] + 1) }, row => row.Text("dedupe_key")));

    /// <summary>What they told of is over: the next alert with the same key is news.</summary>
    internal void MayTellAgain(IReadOnlyCollection<string> keys) => ledger.Write(write => write.Execute(
        "UPDATE alerts SET dedupe_key = 'over:' || id || ':' || dedupe_key WHERE dedupe_key IN (SELECT value FROM json_each(@keys))", new { keys }));

    internal static void Append(LedgerWrite write, NewAlert alert)
    {
        write.Execute(InsertSql, new
        {
            id = Guid.CreateVersion7(write.Now).ToString(),
            host = write.Host,
            kind = alert.Kind.Word,
            key = alert.DedupeKey,
            priority = alert.Kind.Priority,
            title = alert.Title,
            body = alert.Body,
            finding = alert.FindingId?.ToString(),
            state = alert.Suppressed ? "suppressed" : "pending",
            now = Times.Text(write.Now),
        });
        if (!alert.Suppressed)
            write.WillRing(Bell.Alerts);
    }

    /// <summary>
    /// Has sent what was held back about a finding that is still there, if nothing else holds it back; what went away in the
    /// meantime is not news any more.
    /// </summary>
    internal static void Release(LedgerWrite write, Guid finding)
    {
        if (HoldStore.IsMuted(write, finding))
            return;
        write.Execute(
            """
            UPDATE alerts SET state = 'pending', next_try_at = @now
            WHERE state = 'suppressed' AND kind IN ('finding.opened', 'finding.escalated', 'finding.refused')
              AND finding_id = @finding AND finding_id IN (SELECT id FROM findings WHERE state = 'open' AND quiet IS NULL)
            """,
            new { finding = finding.ToString(), now = Times.Text(write.Now) });
        write.WillRing(Bell.Alerts);
    }

    /// <summary>Takes the most urgent alert that is due, for as long as the lease runs; null when there is none.</summary>
    public WaitingAlert? Claim(TimeSpan lease)
    {
        // The question is cheap and is asked often; the write lock is taken only when there is something to take.
        if (NextDue() is null)
            return null;
        return ledger.Write(write => write.Rows(
            ClaimSql,
            new { owner, now = Times.Text(write.Now), until = Times.Text(write.Now + lease) },
            WaitingAlert.Read).SingleOrDefault());
    }

    /// <summary>When the next alert is due; null when none waits.</summary>
    public DateTimeOffset? NextDue() => ledger.Read(connection =>
        connection.Text("SELECT min(max(next_try_at, coalesce(lease_until, ''))) FROM alerts WHERE state = 'pending'"))
        is { } due ? Times.Parse(due) : null;

    public void Sent(WaitingAlert alert) => Settle(alert, "state = 'sent', sent_at = @now, last_error = NULL", "alert.sent", null, default);

    /// <summary>It could not be sent now; it waits until <paramref name="nextTry"/>.</summary>
    public void Delayed(WaitingAlert alert, string error, DateTimeOffset nextTry) =>
        Settle(alert, "next_try_at = @nextTry, last_error = @error", null, error, nextTry);

    /// <summary>It can never be sent: the server refused it for good.</summary>
    public void Failed(WaitingAlert alert, string error) =>
        Settle(alert, "state = 'failed', last_error = @error", "alert.failed", error, default);

    private void Settle(WaitingAlert alert, string change, string? eventKind, string? error, DateTimeOffset nextTry) => ledger.Write(write =>
    {
        // The lease is the fence: whoever lost it in the meantime changes nothing.
        var mine = write.Execute(
            $"UPDATE alerts SET {change}, lease_owner = NULL, lease_until = NULL WHERE id = @id AND lease_owner = @owner AND state = 'pending'",
            new { id = alert.Id.ToString(), owner, error, now = Times.Text(write.Now), nextTry = Times.Text(nextTry) });
        if (mine == 1 && eventKind is not null)
        {
            write.Record(new Event("alerts", eventKind, alert.Id.ToString())
            {
                Data = new() { ["alert"] = alert.Kind, ["error"] = error },
            });
        }
    });
}

/// <summary>An alert that this process has claimed. <paramref name="Tries"/> counts this one.</summary>
public sealed record WaitingAlert(
    Guid Id, string Kind, int Priority, string Title, string Body, Guid? FindingId, int Tries, DateTimeOffset CreatedAt)
{
    internal static WaitingAlert Read(Row row) => new(
        row.Id("id"), row.Text("kind"), row.Int("priority"), row.Text("title"), row.Text("body"),
        row.IdOrNull("finding_id"), row.Int("tries"), row.Time("created_at"));
}
