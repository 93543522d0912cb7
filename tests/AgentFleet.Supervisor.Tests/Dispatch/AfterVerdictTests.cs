using AgentFleet.Ledger;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Dispatch;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class AfterVerdictTests
{
    private const string WhatToDo = "agentfleet findings show 019b7c00-0000-7000-8000-000000000001 tells more; "
        + "agentfleet retry 019b7c00-0000-7000-8000-000000000001 tries again.";

    private readonly NextStep _next = new(new Dice(0.5));

    [Theory]
    [InlineData(Outcome.Succeeded)]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.TimedOut)]
    [InlineData(Outcome.Stalled)]
    [InlineData(Outcome.Refused)]
    [InlineData(Outcome.Lost)]
    public void What_is_gone_is_done_however_the_run_ended(Outcome outcome) =>
        _next.AfterVerdict(Some.Judged(Verdict.Fixed, outcome), Some.Policy(), 3, Made.Now).ShouldBe(new OrderStep(OrderState.Done, "fixed"));

    [Theory]
    [InlineData(Outcome.Succeeded, 1, 10)]
    [InlineData(Outcome.Failed, 2, 20)]
    [InlineData(Outcome.TimedOut, 1, 10)]
    [InlineData(Outcome.Stalled, 1, 10)]
    [InlineData(Outcome.Lost, 0, 10)]
    public void What_is_still_there_is_tried_again_later_each_time(Outcome outcome, int counted, int minutes)
    {
        var step = _next.AfterVerdict(Some.Judged(Verdict.NotFixed, outcome), Some.Policy(), counted, Made.Now);

        step.ShouldBe(new OrderStep(OrderState.BackingOff, $"{AgentFleet.Ledger.Words.Of(outcome)}: because; the second look still sees it")
        {
            NextAttemptAt = Made.Now.AddMinutes(minutes),
        });
    }

    [Theory]
    [InlineData(Verdict.NotFixed, "the second look still sees it")]
    [InlineData(Verdict.Unknown, "nobody knows whether it is fixed (the look timed out)")]
    public void When_all_attempts_are_spent_a_person_is_called_once(Verdict verdict, string said)
    {
        var step = _next.AfterVerdict(Some.Judged(verdict), Some.Policy(), 3, Made.Now);

        (step.State, step.Reason, step.NextAttemptAt).ShouldBe((OrderState.Escalated, $"3 attempts under p did not fix it; last: failed: because; {said}", null));
        var alert = step.Alert.ShouldNotBeNull();
        (alert.Kind.Word, alert.Kind.Priority, alert.Title).ShouldBe(("finding.escalated", 5, "Needs a person: / is 91 % full"));
        alert.DedupeKey.ShouldBe($"finding.escalated:web-1/disk/root-disk:{Times.Text(Some.Judged(verdict).Order.AttemptsSince)}");
        alert.Body.ShouldBe($"3 attempts under p did not fix it; last: failed: because; {said}\n{WhatToDo}");
    }

    [Fact]
    public void A_look_that_failed_is_not_taken_for_a_fix() =>
        _next.AfterVerdict(Some.Judged(Verdict.Unknown, Outcome.Succeeded), Some.Policy(), 1, Made.Now).State.ShouldBe(OrderState.BackingOff);

    [Fact]
    public void When_all_attempts_are_spent_the_next_policy_takes_over_at_once() =>
        _next.AfterVerdict(Some.Judged(Verdict.NotFixed), Some.Policy(then: "b"), 3, Made.Now).ShouldBe(
            new OrderStep(OrderState.Queued, "p gave up (failed: because; the second look still sees it); b takes over") { Policy = "b", NextAttemptAt = Made.Now });

    [Fact]
    public void What_was_refused_waits_for_a_change_of_its_policy()
    {
        var step = _next.AfterVerdict(Some.Judged(Verdict.NotFixed, Outcome.Refused), Some.Policy(), 1, Made.Now);

        (step.State, step.Reason, step.NextAttemptAt).ShouldBe((OrderState.Refused, "refused: because; the second look still sees it", null));
        var alert = step.Alert.ShouldNotBeNull();
        (alert.Kind.Word, alert.DedupeKey, alert.Title).ShouldBe(("finding.refused", "finding.refused:019b7c00-0000-7000-8000-000000000002", "Refused: / is 91 % full"));
        alert.Body.ShouldBe("The policy p does not allow what the agent asked for: refused: because; the second look still sees it\n"
            + $"Change the policy, or: {WhatToDo}");
    }

    [Fact]
    public void What_was_refused_goes_to_the_next_policy_where_there_is_one() =>
        _next.AfterVerdict(Some.Judged(Verdict.NotFixed, Outcome.Refused), Some.Policy(then: "b"), 1, Made.Now).Policy.ShouldBe("b");

    [Fact]
    public void An_order_whose_policy_is_gone_waits_for_it() =>
        _next.AfterVerdict(Some.Judged(Verdict.NotFixed), null, 1, Made.Now).ShouldBe(
            new OrderStep(OrderState.Queued, "its policy p is gone; failed: because; the second look still sees it") { NextAttemptAt = Made.Now });

    [Fact]
    public void A_hostile_title_stays_one_plain_line_of_an_alert()
    {
        var work = Some.Judged(Verdict.NotFixed);
        work = work with { Finding = work.Finding with { Title = "a\n\u001b[31mb\u202Ec " + new string('x', 500) } };

        _next.AfterVerdict(work, Some.Policy(), 3, Made.Now).Alert!.Title.ShouldBe("Needs a person: a [31mb c " + new string('x', 94) + "…");
    }
}
