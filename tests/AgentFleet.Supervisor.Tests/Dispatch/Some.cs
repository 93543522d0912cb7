using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Tests.Dispatch;

/// <summary>Outcomes, policies and verdicts to decide about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Until = Made.Now.AddHours(3);

    public static RunOutcome Outcome(string name) => name switch
    {
        "Succeeded" => new RunOutcome.Succeeded("because"),
        "Failed" => new RunOutcome.Failed("because"),
        "TimedOut" => new RunOutcome.TimedOut("because"),
        "Stalled" => new RunOutcome.Stalled("because"),
        "Refused" => new RunOutcome.Refused("because"),
        "Deferred" => new RunOutcome.Deferred("because", DeferCause.UsageLimit, Until),
        "Withdrawn" => new RunOutcome.Withdrawn("because"),
        "Canceled" => new RunOutcome.Canceled("because"),
        _ => new RunOutcome.Lost("because"),
    };

    /// <summary>Three attempts, ten minutes apart at first.</summary>
    public static Policy Policy(string? then = null) =>
        Made.Policy($"executor: runbook\nrun: [/bin/true]\nmax_attempts: 3\nbackoff: {{ base: 10m, cap: 1h }}{(then is null ? "" : $"\nthen: {then}")}");

    public static JudgedWork Judged(Verdict verdict, AgentFleet.Ledger.Fixing.Outcome outcome = AgentFleet.Ledger.Fixing.Outcome.Failed) => new(
        Made.Finding(),
        new WorkOrder(Made.AttemptId, Made.FindingId, "p", OrderState.Verifying, null, Made.Now, null),
        Made.Attempt() with { Outcome = outcome, OutcomeReason = "because" },
        verdict,
        verdict == Verdict.Unknown ? "the look timed out" : null);
}
