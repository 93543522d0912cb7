using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Fixing;

/// <summary>The supervisor's attempts. A claim is one statement that races on a unique index; every later write names its fence.</summary>
public sealed class AttemptStore(LedgerFile ledger)
{
    private const string ClaimSql = $"""
        INSERT INTO fix_attempts (id, host, finding_id, number, policy, policy_hash, executor, session_id, owner, started_at)
        SELECT @id, @host, f.id, 1 + coalesce((SELECT max(number) FROM fix_attempts n WHERE n.finding_id = f.id), 0),
          w.policy, @hash, @executor, @session, @owner, @now
        FROM work_orders w JOIN findings f ON f.id = w.finding_id
        WHERE w.id = @order AND w.policy = @policy AND w.state = @state AND w.state IN ('queued', 'backing_off') AND w.next_attempt_at <= @now AND {WorkStore.Dispatchable}
          AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.kind = 'pause' AND h.target IN ('*', w.policy) AND h.lifted_at IS NULL)
          AND (SELECT count(*) FROM fix_attempts l WHERE l.ended_at IS NULL) < @most
        ON CONFLICT DO NOTHING
        RETURNING number
        """;

    private const string EndSql = """
        UPDATE fix_attempts SET ended_at = @now, outcome = @outcome, outcome_reason = @reason, counted = @counted, wants_look = @look,
          turns = @turns, input_tokens = @input, output_tokens = @output, cost_usd = @cost
        WHERE id = @id AND owner = @owner AND fence = @fence AND ended_at IS NULL
        """;

    /// <summary>
    /// Claims an order for one attempt. Null when it is no longer to be had: another supervisor has it, the finding is
    /// gone, a person holds it back, or <paramref name="most"/> attempts are live already.
    /// </summary>
    public Attempt? Claim(NewAttempt wanted, int most) => ledger.Write(write =>
    {
        var number = write.Rows(ClaimSql, new
        {
            id = wanted.Id.ToString(),
            host = write.Host,
            order = wanted.Order.Id.ToString(),
            policy = wanted.Order.Policy,
            state = Words.Of(wanted.Order.State),
            hash = wanted.PolicyHash,
            executor = Words.Of(wanted.Executor),
            session = wanted.SessionId.ToString(),
            owner = wanted.Owner,
            now = Times.Text(write.Now),
            most,
        }, row => row.Int("number"));
        if (number is not [var ordinal])
            return null;

        WorkStore.Advance(write, wanted.Order, wanted.Order.State, new OrderStep(OrderState.Fixing, null));
        write.Execute(
            "INSERT INTO agent_sessions (id, host, attempt_id, executor, run_folder, started_at) VALUES (@id, @host, @attempt, @executor, @folder, @now)",
            new
            {
                id = wanted.SessionId.ToString(),
                host = write.Host,
                attempt = wanted.Id.ToString(),
                executor = Words.Of(wanted.Executor),
                folder = wanted.RunFolder,
                now = Times.Text(write.Now),
            });
        write.Record(new("supervisor", "attempt.claimed", wanted.Id.ToString())
        {
            Data = new() { ["finding"] = wanted.Order.FindingId.ToString(), ["policy"] = wanted.Order.Policy, ["policy_hash"] = wanted.PolicyHash },
        });
        return new Attempt(wanted.Id, wanted.Order.FindingId, ordinal, wanted.Order.Policy, wanted.PolicyHash, wanted.Executor, wanted.SessionId,
            wanted.Owner, Fence: 1, write.Now);
    });

    /// <summary>Writes down which process runs an attempt. False when the attempt is no longer ours.</summary>
    public bool RecordProcess(Attempt attempt, string process) => ledger.Write(write =>
    {
        var mine = write.Execute(
            """
            UPDATE agent_sessions SET process = @process WHERE id = @session AND EXISTS
              (SELECT 1 FROM fix_attempts a WHERE a.id = @id AND a.owner = @Owner AND a.fence = @Fence AND a.ended_at IS NULL)
            """,
            new { process, session = attempt.SessionId.ToString(), id = attempt.Id.ToString(), attempt.Owner, attempt.Fence });
        if (mine == 1)
            write.Record(new("supervisor", "attempt.started", attempt.Id.ToString()) { Data = new() { ["process"] = process } });
        return mine == 1;
    });

    /// <summary>Ends an attempt and takes its order on, in one transaction. False when the attempt is no longer ours.</summary>
    public bool End(Attempt attempt, AttemptEnd end, WorkOrder order, OrderStep next, NewHold? hold = null) => ledger.Write(write =>
    {
        var id = attempt.Id.ToString();
        var mine = write.Execute(EndSql, new
        {
            id,
            owner = attempt.Owner,
            fence = attempt.Fence,
            now = Times.Text(write.Now),
            outcome = Words.Of(end.Outcome),
            reason = end.Reason,
            counted = end.Counted,
            look = end.WantsLook,
            turns = end.Turns,
            input = end.InputTokens,
            output = end.OutputTokens,
            cost = end.CostUsd,
        });
        if (mine == 0)
            return false;

        write.Execute("UPDATE agent_sessions SET ended_at = @now WHERE id = @session", new { session = attempt.SessionId.ToString(), now = Times.Text(write.Now) });
        write.Record(new("supervisor", "attempt.ended", id)
        {
            Data = new() { ["outcome"] = Words.Of(end.Outcome), ["reason"] = end.Reason, ["counted"] = end.Counted, ["cost_usd"] = end.CostUsd },
        });
        WorkStore.Advance(write, order, OrderState.Fixing, next);
        if (hold is not null)
            HoldStore.Place(write, hold);
        if (end.WantsLook)
            write.WillRing(Bell.Looks);
        return true;
    });

    /// <summary>Takes over an attempt whose owner has died. Null when somebody else was faster.</summary>
    public Attempt? Adopt(Attempt orphan, string owner) => ledger.Write(write =>
    {
        var mine = write.Execute(
            "UPDATE fix_attempts SET owner = @heir, fence = fence + 1 WHERE id = @id AND owner = @Owner AND fence = @Fence AND ended_at IS NULL",
            new { heir = owner, id = orphan.Id.ToString(), orphan.Owner, orphan.Fence });
        if (mine == 0)
            return null;
        write.Record(new("supervisor", "attempt.adopted", orphan.Id.ToString()) { Data = new() { ["from"] = orphan.Owner, ["by"] = owner } });
        return orphan with { Owner = owner, Fence = orphan.Fence + 1 };
    });

    /// <summary>Attempts that have not ended, whoever owns them.</summary>
    public IReadOnlyList<Attempt> Live() => ledger.Read(connection =>
        connection.Rows($"SELECT {Attempt.Columns} FROM fix_attempts a WHERE a.ended_at IS NULL ORDER BY a.started_at", null, Attempt.Read));

    /// <summary>All attempts at a finding, the last first.</summary>
    public IReadOnlyList<Attempt> Of(Guid finding) => ledger.Read(connection => connection.Rows(
        $"SELECT {Attempt.Columns} FROM fix_attempts a WHERE a.finding_id = @id ORDER BY a.number DESC", new { id = finding.ToString() }, Attempt.Read));
}
