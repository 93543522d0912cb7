using AgentFleet.Ledger;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Dispatch;

/// <summary>What happens to an order after a run and after a verdict. Pure: the ledger is written by the caller.</summary>
internal sealed class NextStep(Random random)
{
    private static readonly TimeSpan LimitSlack = TimeSpan.FromSeconds(30);

    /// <summary>How an ended run is written down.</summary>
    /// <param name="uncountedBefore">
    /// How many attempts in a row before this one did not count. Bad luck that goes on and on is not luck: from some point
    /// it counts, so that a person hears of it in the end. A usage limit and a login are told of by themselves.
    /// </param>
    public static AttemptEnd EndOf(RunReport report, int uncountedBefore)
    {
        var (outcome, counted, wantsLook) = report.Outcome switch
        {
            RunOutcome.Succeeded => (Outcome.Succeeded, true, true),
            RunOutcome.Failed => (Outcome.Failed, true, true),
            RunOutcome.TimedOut => (Outcome.TimedOut, true, true),
            RunOutcome.Stalled => (Outcome.Stalled, true, true),
            RunOutcome.Refused => (Outcome.Refused, true, true),
            RunOutcome.Lost => (Outcome.Lost, uncountedBefore >= 1, true),
            RunOutcome.Deferred { Cause: DeferCause.Unavailable } => (Outcome.Deferred, uncountedBefore >= 20, false),
            RunOutcome.Deferred => (Outcome.Deferred, false, false),
            RunOutcome.Canceled => (Outcome.Canceled, uncountedBefore >= 5, false),
            // The scanner is to look at once: until it has, nobody knows what to do instead.
            RunOutcome.Withdrawn => (Outcome.Canceled, false, true),
            _ => throw new InvalidOperationException($"no such outcome: {report.Outcome}"),
        };
        return new(outcome, report.Outcome.Reason, counted, wantsLook)
        {
            Turns = report.Usage.Turns,
            InputTokens = report.Usage.InputTokens,
            OutputTokens = report.Usage.OutputTokens,
            CostUsd = report.Usage.CostUsd,
        };
    }

    /// <summary>After the run: a second look, or where nothing can have changed, a later try.</summary>
    public OrderStep AfterRun(RunOutcome outcome, Policy policy, DateTimeOffset now) => outcome switch
    {
        RunOutcome.Deferred deferred => new(OrderState.BackingOff, outcome.Reason) { NextAttemptAt = Spread(deferred.Until) },
        RunOutcome.Canceled or RunOutcome.Withdrawn => new(OrderState.BackingOff, outcome.Reason) { NextAttemptAt = now + policy.Backoff.After(1, random) },
        _ => new(OrderState.Verifying, outcome.Reason),
    };

    /// <summary>Holds back every run that would end so too, until the model can be used or GitHub be asked again; null when only this run is concerned.</summary>
    public static NewHold? HoldFor(RunOutcome outcome, ExecutorKind executor, DateTimeOffset now) => outcome switch
    {
        RunOutcome.Deferred { Cause: DeferCause.UsageLimit } limit => Hold(limit, executor, new NewAlert(
            AlertKind.UsageLimitBegun, $"usage_limit.begun:{Times.Text(limit.Until)}",
            $"Usage limit: agents wait until {Times.Text(limit.Until)}", limit.Reason)),
        RunOutcome.Deferred { Cause: DeferCause.Login } login => Hold(login, executor, new NewAlert(
            AlertKind.LoginNeeded, $"login.needed:{now.UtcDateTime:yyyy-MM-dd}",
            "The model does not accept the login", $"{login.Reason}\nLog in with: claude /login. It is tried again at {Times.Text(login.Until)}.")),
        RunOutcome.Deferred { Cause: DeferCause.NotInstalled } missing => Hold(missing, executor, new NewAlert(
            AlertKind.AgentMissing, $"agent.missing:{now.UtcDateTime:yyyy-MM-dd}",
            "The agent's program cannot be started", $"{missing.Reason}\nInstall it, or name it in agentfleet.yaml (supervisor: claude). It is tried again at {Times.Text(missing.Until)}.")),
        RunOutcome.Deferred { Cause: DeferCause.OriginDenied } => null,
        RunOutcome.Deferred { Cause: DeferCause.OriginSilent } silent => new(HoldKind.Limit, NewHold.GitHub, silent.Reason, "supervisor", silent.Until),
        RunOutcome.Deferred other => Hold(other, executor, null),
        _ => null,
    };

    /// <summary>After the scanner's verdict: done, another try, another policy, or a person.</summary>
    /// <param name="counted">Attempts that count against the order, this one included.</param>
    public OrderStep AfterVerdict(JudgedWork work, Policy? policy, int counted, DateTimeOffset now)
    {
        if (work.Verdict == Verdict.Fixed)
            return new(OrderState.Done, "fixed");

        var reason = Describe(work);
        if (policy is null)
            return new(OrderState.Queued, $"its policy {work.Order.Policy} is gone; {reason}") { NextAttemptAt = now };
        if (work.Attempt.Outcome == Outcome.Refused)
            return policy.Then is null ? Refuse(work, reason) : FallBack(policy, reason, now);
        if (counted >= policy.MaxAttempts)
            return Spent(work.Finding, work.Order, policy, counted, reason, now);
        return new(OrderState.BackingOff, reason) { NextAttemptAt = now + policy.Backoff.After(Math.Max(1, counted), random) };
    }

    /// <summary>All attempts are spent: the next policy takes over, or a person is called, once.</summary>
    public static OrderStep Spent(Finding finding, WorkOrder order, Policy policy, int counted, string reason, DateTimeOffset now) => policy.Then is not null
        ? FallBack(policy, reason, now)
        : Escalate(finding, order, $"{counted} attempts under {policy.Name} did not fix it; last: {reason}");

    /// <summary>
    /// A person is called, once; nothing more is tried until they say retry. A relapse counts its attempts on, and so does not
    /// call again.
    /// </summary>
    public static OrderStep Escalate(Finding finding, WorkOrder order, string reason) => new(OrderState.Escalated, reason)
    {
        Alert = new NewAlert(
            AlertKind.FindingEscalated, $"finding.escalated:{finding.Fingerprint}:{Times.Text(order.AttemptsSince)}",
            PlainText.Line($"Needs a person: {finding.Title}", 120), $"{reason}\n{WhatToDo(finding)}"),
    };

    private static OrderStep Refuse(JudgedWork work, string reason) => new(OrderState.Refused, reason)
    {
        Alert = new NewAlert(
            AlertKind.FindingRefused, $"finding.refused:{work.Attempt.Id}",
            PlainText.Line($"Refused: {work.Finding.Title}", 120),
            $"The policy {work.Attempt.Policy} does not allow what the agent asked for: {reason}\nChange the policy, or: {WhatToDo(work.Finding)}"),
    };

    private static OrderStep FallBack(Policy policy, string reason, DateTimeOffset now) =>
        new(OrderState.Queued, $"{policy.Name} gave up ({reason}); {policy.Then} takes over") { Policy = policy.Then, NextAttemptAt = now };

    private static string WhatToDo(Finding finding) =>
        $"agentfleet findings show {finding.Id} tells more; agentfleet retry {finding.Id} tries again.";

    private static string Describe(JudgedWork work)
    {
        var verdict = work.Verdict == Verdict.Unknown ? $"nobody knows whether it is fixed ({work.VerdictReason})" : "the second look still sees it";
        return $"{Words.Of(work.Attempt.Outcome!.Value)}: {work.Attempt.OutcomeReason}; {verdict}";
    }

    private static NewHold Hold(RunOutcome.Deferred deferred, ExecutorKind executor, NewAlert? alert) =>
        new(HoldKind.Limit, Words.Of(executor), deferred.Reason, "supervisor", deferred.Until) { Alert = alert };

    // Not all at the same second when a limit is lifted.
    private DateTimeOffset Spread(DateTimeOffset until) => until + (LimitSlack * random.NextDouble());
}
