using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Fixing;

/// <summary>What holds work back, who said so, and until when. Holds are lifted, never deleted.</summary>
public sealed class HoldStore(LedgerFile ledger)
{
    private const string PlaceSql = """
        INSERT INTO holds (id, host, kind, target, reason, actor, from_at, until_at) VALUES (@id, @host, @kind, @target, @reason, @actor, @now, @until)
        """;

    private const string LiftSql = "UPDATE holds SET lifted_at = @now WHERE kind = @kind AND target = @target AND lifted_at IS NULL";

    private const string LongestSql = "SELECT until_at FROM holds WHERE kind = 'limit' AND target = @target AND lifted_at IS NULL";

    /// <summary>Holds in force. One that has run out is lifted by <see cref="LiftExpired"/>, not left out here.</summary>
    public IReadOnlyList<Hold> InForce() => ledger.Read(connection => connection.Rows(
        "SELECT id, kind, target, reason, actor, from_at, until_at FROM holds WHERE lifted_at IS NULL ORDER BY from_at, id", null,
        row => new Hold(row.Id("id"), row.Word<HoldKind>("kind"), row.Text("target"), row.Text("reason"), row.Text("actor"), row.Time("from_at"),
            row.TimeOrNull("until_at"))));

    /// <summary>Places a hold; one already in force on the same target is replaced.</summary>
    public void Place(NewHold hold) => ledger.Write(write => Place(write, hold));

    internal static void Place(LedgerWrite write, NewHold hold)
    {
        // A usage limit of hours is not over because the model was overloaded for a minute.
        if (hold.Kind == HoldKind.Limit && write.Text(LongestSql, new { target = hold.Target }) is { } until && Times.Parse(until) >= hold.Until)
            return;
        write.Execute(LiftSql, new { kind = Words.Of(hold.Kind), target = hold.Target, now = Times.Text(write.Now) });
        write.Execute(PlaceSql, new
        {
            id = Guid.CreateVersion7(write.Now).ToString(),
            host = write.Host,
            kind = Words.Of(hold.Kind),
            target = hold.Target,
            reason = hold.Reason,
            actor = hold.Actor,
            now = Times.Text(write.Now),
            until = Times.Text(hold.Until),
        });
        write.Record(new(hold.Actor, "hold.placed", hold.Target)
        {
            Data = new() { ["kind"] = Words.Of(hold.Kind), ["reason"] = hold.Reason, ["until"] = Times.Text(hold.Until) },
        });
        if (hold.Alert is { } alert)
            Outbox.Append(write, alert);
    }

    /// <summary>Lifts a hold. False when there was none.</summary>
    public bool Lift(HoldKind kind, string target, string actor) => ledger.Write(write =>
        Lifted(write, write.Execute(LiftSql, new { kind = Words.Of(kind), target, now = Times.Text(write.Now) }), kind, target, actor));

    /// <summary>
    /// Lifts the holds whose time is over. Both services do it: where only the scanner runs, too, what was muted is to be told
    /// of at last.
    /// </summary>
    public void LiftExpired(DateTimeOffset now, string actor = "supervisor")
    {
        // By id: a hold that was placed in between on the same target stays.
        foreach (var hold in InForce().Where(h => h.Until <= now))
            ledger.Write(write => Lifted(write, write.Execute(
                "UPDATE holds SET lifted_at = @now WHERE id = @id AND lifted_at IS NULL", new { id = hold.Id.ToString(), now = Times.Text(write.Now) }),
                hold.Kind, hold.Target, actor));
    }

    /// <summary>Whether nobody is to be told of a finding now.</summary>
    internal static bool IsMuted(LedgerWrite write, Guid finding) => write.Number(
        """
        SELECT count(*) FROM holds JOIN findings f ON f.fingerprint = target
        WHERE f.id = @finding AND holds.kind = 'mute' AND lifted_at IS NULL AND (until_at IS NULL OR until_at > @now)
        """,
        new { finding = finding.ToString(), now = Times.Text(write.Now) }) > 0;

    private static bool Lifted(LedgerWrite write, int rows, HoldKind kind, string target, string actor)
    {
        if (rows == 1)
        {
            write.Record(new(actor, "hold.lifted", target) { Data = new() { ["kind"] = Words.Of(kind) } });
            if (kind == HoldKind.Mute)
                TellWhatWasMuted(write, target);
        }
        write.WillRing(Bell.Findings);
        return rows == 1;
    }

    private static void TellWhatWasMuted(LedgerWrite write, string fingerprint)
    {
        foreach (var finding in write.Rows("SELECT id FROM findings WHERE fingerprint = @fingerprint", new { fingerprint }, row => row.Id("id")))
            Outbox.Release(write, finding);
    }
}
