using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Dispatch;
using AgentFleet.Supervisor.Executors;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class AfterRunTests
{
    private readonly NextStep _next = new(new Dice(0.5));

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    [InlineData("TimedOut")]
    [InlineData("Stalled")]
    [InlineData("Refused")]
    [InlineData("Lost")]
    public void A_run_that_may_have_changed_something_waits_for_a_look(string outcome) =>
        _next.AfterRun(Some.Outcome(outcome), Some.Policy(), Made.Now).ShouldBe(new OrderStep(OrderState.Verifying, "because"));

    [Theory]
    [InlineData("Canceled")]
    [InlineData("Withdrawn")]
    public void A_run_that_never_ran_is_tried_again_after_the_base_wait(string outcome) =>
        _next.AfterRun(Some.Outcome(outcome), Some.Policy(), Made.Now)
            .ShouldBe(new OrderStep(OrderState.BackingOff, "because") { NextAttemptAt = Made.Now.AddMinutes(10) });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 15)]
    [InlineData(1, 30)]
    public void A_deferred_run_is_tried_again_when_it_may_be_and_not_all_at_the_same_second(double dice, int seconds)
    {
        var step = new NextStep(new Dice(dice)).AfterRun(Some.Outcome("Deferred"), Some.Policy(), Made.Now);

        (step.State, step.NextAttemptAt).ShouldBe((OrderState.BackingOff, Some.Until.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData(DeferCause.UsageLimit, "usage_limit.begun", "usage_limit.begun:2026-01-02T06:04:05.000Z", 3)]
    [InlineData(DeferCause.Login, "login.needed", "login.needed:2026-01-02", 5)]
    [InlineData(DeferCause.Unavailable, null, null, 0)]
    public void A_deferred_run_holds_its_executor_back_and_says_so_where_a_person_should_know(DeferCause cause, string? kind, string? key, int priority)
    {
        var hold = NextStep.HoldFor(new RunOutcome.Deferred("because", cause, Some.Until), ExecutorKind.Claude, Made.Now).ShouldNotBeNull();

        (hold.Kind, hold.Target, hold.Reason, hold.Until).ShouldBe((HoldKind.Limit, "claude", "because", (DateTimeOffset?)Some.Until));
        (hold.Alert?.Kind.Word, hold.Alert?.DedupeKey, hold.Alert?.Kind.Priority ?? 0).ShouldBe((kind, key, priority));
    }

    [Fact]
    public void The_alert_about_a_login_says_what_to_do() =>
        NextStep.HoldFor(new RunOutcome.Deferred("401", DeferCause.Login, Some.Until), ExecutorKind.Claude, Made.Now)!.Alert.ShouldBe(new NewAlert(
            AlertKind.LoginNeeded, "login.needed:2026-01-02", "The model does not accept the login",
            "401\nLog in with: claude /login. It is tried again at 2026-01-02T06:04:05.000Z."));

    [Fact]
    public void A_GitHub_that_gives_no_answer_holds_back_what_it_is_asked_about_and_rings_nobody() =>
        NextStep.HoldFor(new RunOutcome.Deferred("because", DeferCause.OriginSilent, Some.Until), ExecutorKind.Claude, Made.Now)
            .ShouldBe(new NewHold(HoldKind.Limit, "github", "because", "supervisor", Some.Until));

    [Fact]
    public void An_issue_that_may_not_be_seen_holds_nothing_else_back() =>
        NextStep.HoldFor(new RunOutcome.Deferred("because", DeferCause.OriginDenied, Some.Until), ExecutorKind.Claude, Made.Now).ShouldBeNull();

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    [InlineData("TimedOut")]
    [InlineData("Stalled")]
    [InlineData("Refused")]
    [InlineData("Lost")]
    [InlineData("Canceled")]
    [InlineData("Withdrawn")]
    public void Nothing_else_holds_other_runs_back(string outcome) =>
        NextStep.HoldFor(Some.Outcome(outcome), ExecutorKind.Claude, Made.Now).ShouldBeNull();
}
