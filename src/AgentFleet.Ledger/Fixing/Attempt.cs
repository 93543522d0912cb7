using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Fixing;

/// <summary>Who carries out a policy.</summary>
public enum ExecutorKind
{
    Runbook,
    Claude,
    Tmux,
}

/// <summary>How a run ended. Whether it fixed anything is not said here: that is the scanner's verdict.</summary>
public enum Outcome
{
    Succeeded,
    Failed,
    TimedOut,

    /// <summary>It gave no sign of life for too long and was ended.</summary>
    Stalled,

    /// <summary>It could not work for now: usage limit, login, overload, no network. Costs no attempt.</summary>
    Deferred,

    /// <summary>It asked for a tool that its policy does not name, and was denied.</summary>
    Refused,

    /// <summary>A person or our own trouble stopped it. Costs no attempt.</summary>
    Canceled,

    /// <summary>It ended without a trace, as in a power cut.</summary>
    Lost,
}

/// <summary>One try at one finding. Only its owner, by its fence, may write to it.</summary>
public sealed record Attempt(
    Guid Id, Guid FindingId, int Number, string Policy, string PolicyHash, ExecutorKind Executor, Guid SessionId,
    string Owner, long Fence, DateTimeOffset StartedAt)
{
    public DateTimeOffset? EndedAt { get; init; }

    public Outcome? Outcome { get; init; }

    public string? OutcomeReason { get; init; }

    public bool Counted { get; init; }

    /// <summary>The process that runs it, as the process runner wrote it down; null until it was started.</summary>
    public string? Process { get; init; }

    internal const string Columns = """
        a.id AS attempt_id, a.finding_id, a.number, a.policy AS attempt_policy, a.policy_hash, a.executor, a.session_id, a.owner, a.fence,
        a.started_at, a.ended_at, a.outcome, a.outcome_reason, a.counted,
        (SELECT s.process FROM agent_sessions s WHERE s.id = a.session_id) AS process
        """;

    internal static Attempt Read(Row row) => new(
        row.Id("attempt_id"), row.Id("finding_id"), row.Int("number"), row.Text("attempt_policy"), row.Text("policy_hash"),
        row.Word<ExecutorKind>("executor"), row.Id("session_id"), row.Text("owner"), row.Long("fence"), row.Time("started_at"))
    {
        EndedAt = row.TimeOrNull("ended_at"),
        Outcome = row.WordOrNull<Outcome>("outcome"),
        OutcomeReason = row.TextOrNull("outcome_reason"),
        Counted = row.Flag("counted"),
        Process = row.TextOrNull("process"),
    };
}

/// <summary>What the supervisor wants to claim.</summary>
public sealed record NewAttempt(Guid Id, WorkOrder Order, string PolicyHash, ExecutorKind Executor, Guid SessionId, string Owner, string RunFolder);

/// <summary>How an attempt ended, as it is written down.</summary>
/// <param name="Counted">False when the failure was not the fix's fault.</param>
/// <param name="WantsLook">True when something may have been changed, so that the scanner shall look again.</param>
public sealed record AttemptEnd(Outcome Outcome, string Reason, bool Counted, bool WantsLook)
{
    public int? Turns { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public decimal? CostUsd { get; init; }
}
