using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Fixing;

/// <summary>Where the supervisor stands with a finding.</summary>
public enum OrderState
{
    /// <summary>Waits for its turn.</summary>
    Queued,
    Fixing,

    /// <summary>The run has ended; the scanner's second look is to come.</summary>
    Verifying,

    /// <summary>A pull request waits for a person.</summary>
    AwaitingReview,

    /// <summary>Waits for its next try.</summary>
    BackingOff,

    /// <summary>All attempts are spent; only a person's retry goes on.</summary>
    Escalated,

    /// <summary>Its policy does not allow what the cure needs; only a changed policy or a person's retry goes on.</summary>
    Refused,

    /// <summary>The finding is resolved.</summary>
    Done,
}

/// <summary>The supervisor's decision to have a finding fixed: one for each episode.</summary>
public sealed record WorkOrder(
    Guid Id, Guid FindingId, string Policy, OrderState State, string? Reason, DateTimeOffset AttemptsSince, DateTimeOffset? NextAttemptAt)
{
    internal const string Columns =
        "w.id AS order_id, w.finding_id, w.policy AS order_policy, w.state AS order_state, w.reason, w.attempts_since, w.next_attempt_at";

    internal static WorkOrder Read(Row row) => new(
        row.Id("order_id"), row.Id("finding_id"), row.Text("order_policy"), row.Word<OrderState>("order_state"),
        row.TextOrNull("reason"), row.Time("attempts_since"), row.TimeOrNull("next_attempt_at"));
}

/// <summary>What becomes of an order next, and what is to be told about it.</summary>
public sealed record OrderStep(OrderState State, string? Reason)
{
    /// <summary>When the next attempt is due; for <see cref="OrderState.Queued"/> and <see cref="OrderState.BackingOff"/>.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Another policy takes over; its attempts count from now.</summary>
    public string? Policy { get; init; }

    /// <summary>Attempts before now no longer count.</summary>
    public bool StartsAfresh { get; init; }

    public NewAlert? Alert { get; init; }

    /// <summary>Who decided: the supervisor, or <c>person:NAME</c>.</summary>
    public string Actor { get; init; } = "supervisor";
}
