using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Tests;

/// <summary>What the schema itself forbids, whoever writes: one whole finding with everything about it, then one wrong statement.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly World _world = new();

    public SchemaTests()
    {
        var finding = _world.Open("/");
        var attempt = _world.Claim(_world.Order(finding))!;
        _world.End(attempt, finding, new(OrderState.Verifying, null));
        _world.Look([], [new(attempt.Id, finding.Id, Verdict.NotFixed, "still there")]);
        _world.Holds.Place(new(HoldKind.Mute, "a", "b", "person:x", null));
        _world.Outbox.Append(new(AlertKind.FindingOpened, "k", "t", "b"));
    }

    [Theory]
    [InlineData("UPDATE cycles SET status = 'odd'", "status IN")]
    [InlineData("UPDATE cycles SET trigger = 'odd'", "trigger IN")]
    [InlineData("UPDATE cycles SET completed_at = NULL", "(status = 'running') = (completed_at IS NULL)")]
    [InlineData("UPDATE cycles SET status = 'running'", "(status = 'running') = (completed_at IS NULL)")]
    [InlineData("UPDATE cycles SET seen = -1", "seen >= 0")]
    [InlineData("UPDATE cycles SET opened = -1", "opened >= 0")]
    [InlineData("UPDATE cycles SET reopened = -1", "reopened >= 0")]
    [InlineData("UPDATE cycles SET resolved = -1", "resolved >= 0")]
    [InlineData("UPDATE cycle_sources SET complete = 2", "complete IN (0, 1)")]
    [InlineData("UPDATE cycle_sources SET subjects = -1", "subjects >= 0")]
    [InlineData("UPDATE cycle_sources SET error = 'x'", "(complete = 1) = (error IS NULL)")]
    [InlineData("UPDATE cycle_sources SET complete = 0", "(complete = 1) = (error IS NULL)")]
    [InlineData("UPDATE findings SET episode = 0", "episode >= 1")]
    [InlineData("UPDATE findings SET severity = 'awful'", "severity IN")]
    [InlineData("UPDATE findings SET state = 'odd', resolved_at = NULL", "state IN")]
    [InlineData("UPDATE findings SET state = 'resolved'", "(state = 'resolved') = (resolved_at IS NOT NULL)")]
    [InlineData("UPDATE findings SET resolved_at = 'x'", "(state = 'resolved') = (resolved_at IS NOT NULL)")]
    [InlineData("UPDATE findings SET opened_at = NULL", "state <> 'open' OR opened_at IS NOT NULL")]
    [InlineData("UPDATE findings SET state = 'pending'", "state <> 'pending' OR opened_at IS NULL")]
    [InlineData("UPDATE findings SET evidence = '{'", "json_valid(evidence)")]
    [InlineData("UPDATE findings SET bad_looks = -1", "bad_looks >= 0")]
    [InlineData("UPDATE findings SET good_looks = -1", "good_looks >= 0")]
    [InlineData("UPDATE findings SET title = NULL", "NOT NULL constraint failed: findings.title")]
    [InlineData("UPDATE findings SET bad_looks = 'many'", "cannot store TEXT value in INTEGER column findings.bad_looks")]
    [InlineData("UPDATE work_orders SET state = 'odd'", "state IN")]
    [InlineData("UPDATE work_orders SET state = 'queued', next_attempt_at = NULL", "state NOT IN ('queued', 'backing_off') OR next_attempt_at IS NOT NULL")]
    [InlineData("UPDATE work_orders SET state = 'backing_off', next_attempt_at = NULL", "state NOT IN ('queued', 'backing_off') OR next_attempt_at IS NOT NULL")]
    [InlineData("UPDATE work_orders SET finding_id = 'x'", "FOREIGN KEY")]
    [InlineData("UPDATE fix_attempts SET number = 0", "number >= 1")]
    [InlineData("UPDATE fix_attempts SET executor = 'odd'", "executor IN")]
    [InlineData("UPDATE fix_attempts SET fence = 0", "fence >= 1")]
    [InlineData("UPDATE fix_attempts SET outcome = 'odd'", "outcome IN")]
    [InlineData("UPDATE fix_attempts SET counted = 2", "counted IN (0, 1)")]
    [InlineData("UPDATE fix_attempts SET wants_look = 2", "wants_look IN (0, 1)")]
    [InlineData("UPDATE fix_attempts SET outcome = NULL", "(ended_at IS NULL) = (outcome IS NULL)")]
    [InlineData("UPDATE fix_attempts SET ended_at = NULL", "(ended_at IS NULL) = (outcome IS NULL)")]
    [InlineData("UPDATE fix_attempts SET ended_at = NULL, outcome = NULL", "ended_at IS NOT NULL OR wants_look = 0")]
    [InlineData("UPDATE fix_attempts SET finding_id = 'x'", "FOREIGN KEY")]
    [InlineData("UPDATE agent_sessions SET attempt_id = 'x'", "FOREIGN KEY")]
    [InlineData("UPDATE holds SET kind = 'odd'", "kind IN")]
    [InlineData("UPDATE verifications SET verdict = 'odd'", "verdict IN")]
    [InlineData("UPDATE verifications SET verdict = 'fixed', cycle_id = NULL", "verdict <> 'fixed' OR cycle_id IS NOT NULL")]
    [InlineData("UPDATE verifications SET attempt_id = 'x'", "FOREIGN KEY")]
    [InlineData("UPDATE alerts SET priority = 0", "priority BETWEEN 1 AND 5")]
    [InlineData("UPDATE alerts SET priority = 6", "priority BETWEEN 1 AND 5")]
    [InlineData("UPDATE alerts SET state = 'odd'", "state IN")]
    [InlineData("UPDATE alerts SET state = 'sent'", "(state = 'sent') = (sent_at IS NOT NULL)")]
    [InlineData("UPDATE alerts SET sent_at = 'x'", "(state = 'sent') = (sent_at IS NOT NULL)")]
    [InlineData("UPDATE alerts SET tries = -1", "tries >= 0")]
    [InlineData("UPDATE events SET subject = 'x'", "events are append-only")]
    [InlineData("DELETE FROM events", "events are append-only")]
    [InlineData("INSERT OR REPLACE INTO events SELECT id, at, host, 'liar', kind, subject, data, prev_hash, hash FROM events WHERE id = 1", "events are append-only")]
    [InlineData("INSERT INTO events (at, host, actor, kind, subject, data, prev_hash, hash) VALUES ('', '', '', '', '', '{', '', '')", "json_valid(data)")]
    [InlineData("DELETE FROM findings", "FOREIGN KEY")]
    [InlineData("DELETE FROM fix_attempts", "FOREIGN KEY")]
    [InlineData("DELETE FROM cycles", "FOREIGN KEY")]
    public void A_wrong_statement_is_refused(string sql, string why) =>
        Should.Throw<SqliteException>(() => _world.Execute(sql)).Message.ShouldContain(why);

    [Theory]
    [InlineData("findings", "episode = 2", "findings.fingerprint")]
    [InlineData("findings", "episode = episode, state = 'resolved', resolved_at = 'x'", "findings.fingerprint, findings.episode")]
    [InlineData("work_orders", "id = id", "work_orders.finding_id")]
    [InlineData("fix_attempts", "session_id = 'x'", "fix_attempts.finding_id, fix_attempts.number")]
    [InlineData("fix_attempts", "number = 2", "fix_attempts.session_id")]
    [InlineData("alerts", "id = id", "alerts.dedupe_key")]
    [InlineData("holds", "id = id", "holds.kind, holds.target")]
    public void A_second_row_of_the_same_is_refused(string table, string change, string unique)
    {
        var raw = _world.Raw();
        var copy = $"CREATE TEMP TABLE copy AS SELECT * FROM {table} LIMIT 1; UPDATE copy SET id = 'copy'; UPDATE copy SET {change.Replace("id = id", "id = 'copy'", StringComparison.Ordinal)};";
        Should.Throw<SqliteException>(() => Dapper.SqlMapper.Execute(raw, $"{copy} INSERT INTO {table} SELECT * FROM copy"))
            .Message.ShouldContain($"UNIQUE constraint failed: {unique}");
    }

    [Fact]
    public void A_finding_has_one_live_attempt()
    {
        var again = _world.Open("/var");
        _world.Claim(_world.Order(again)).ShouldNotBeNull();
        Should.Throw<SqliteException>(() => _world.Execute("""
            INSERT INTO fix_attempts (id, host, finding_id, number, policy, policy_hash, executor, session_id, owner, started_at)
            SELECT 'x', host, finding_id, number + 1, policy, policy_hash, executor, 'x', owner, started_at FROM fix_attempts WHERE ended_at IS NULL
            """)).Message.ShouldContain("UNIQUE constraint failed: fix_attempts.finding_id");
    }

    [Fact]
    public void A_scanner_has_one_running_cycle()
    {
        const string running = "INSERT INTO cycles (id, host, scanner, trigger, started_at, status) VALUES (@id, 'h', 's', 'look', 'x', 'running')";
        _world.Execute(running, new { id = "1" });
        Should.Throw<SqliteException>(() => _world.Execute(running, new { id = "2" })).Message.ShouldContain("cycles.host, cycles.scanner");
    }

    public void Dispose() => _world.Dispose();
}
