using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Fixing;

/// <summary>An order with the finding it is for.</summary>
public sealed record Work(Finding Finding, WorkOrder Order);

/// <summary>An order whose last attempt the scanner has judged.</summary>
public sealed record JudgedWork(Finding Finding, WorkOrder Order, Attempt Attempt, Verdict Verdict, string? VerdictReason);

/// <summary>An open finding that no order is for, with what its last episode left behind.</summary>
/// <param name="PreviousResolvedAt">When the episode before was resolved.</param>
/// <param name="PreviousAttemptsSince">Since when the attempts of the episode before were counted.</param>
/// <param name="PreviousPolicy">The policy that last worked on the episode before.</param>
public sealed record NewWork(
    Finding Finding, DateTimeOffset? PreviousResolvedAt, DateTimeOffset? PreviousAttemptsSince, string? PreviousPolicy);
