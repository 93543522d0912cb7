using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Dispatch;
using AgentFleet.Supervisor.Executors;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class AttemptEndTests
{
    public static TheoryData<string, bool, bool> Outcomes => new()
    {
        { "Succeeded", true, true },
        { "Failed", true, true },
        { "TimedOut", true, true },
        { "Stalled", true, true },
        { "Refused", true, true },
        { "Deferred", false, false },
        { "Canceled", false, false },
        { "Lost", false, true },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void What_was_not_the_fix_s_fault_costs_no_attempt_and_what_ran_is_looked_at(string outcome, bool counted, bool wantsLook)
    {
        var end = NextStep.EndOf(new(Some.Outcome(outcome), RunUsage.Unknown), uncountedBefore: 0);

        (end.Outcome, end.Reason, end.Counted, end.WantsLook).ShouldBe((Enum.Parse<Outcome>(outcome), "because", counted, wantsLook));
    }

    [Theory]
    [InlineData("Lost", 1)]
    [InlineData("Canceled", 5)]
    public void Bad_luck_that_goes_on_counts_in_the_end(string outcome, int inARow)
    {
        NextStep.EndOf(new(Some.Outcome(outcome), RunUsage.Unknown), inARow - 1).Counted.ShouldBeFalse();
        NextStep.EndOf(new(Some.Outcome(outcome), RunUsage.Unknown), inARow).Counted.ShouldBeTrue();
    }

    [Fact]
    public void A_model_that_stays_out_of_reach_counts_in_the_end_but_a_usage_limit_never()
    {
        var until = DateTimeOffset.UnixEpoch;
        NextStep.EndOf(new(new RunOutcome.Deferred("529", DeferCause.Unavailable, until), RunUsage.Unknown), 19).Counted.ShouldBeFalse();
        NextStep.EndOf(new(new RunOutcome.Deferred("529", DeferCause.Unavailable, until), RunUsage.Unknown), 20).Counted.ShouldBeTrue();
        NextStep.EndOf(new(new RunOutcome.Deferred("limit", DeferCause.UsageLimit, until), RunUsage.Unknown), 1000).Counted.ShouldBeFalse();
    }

    [Fact]
    public void What_was_withdrawn_never_counts_and_wants_the_scanner_to_look()
    {
        var end = NextStep.EndOf(new(Some.Outcome("Withdrawn"), RunUsage.Unknown), uncountedBefore: 1000);

        (end.Outcome, end.Counted, end.WantsLook).ShouldBe((Outcome.Canceled, false, true));
    }

    [Fact]
    public void What_a_run_used_is_written_down()
    {
        var end = NextStep.EndOf(new(Some.Outcome("Failed"), new RunUsage(4, 1000, 200, 0.0123m)), uncountedBefore: 0);

        (end.Turns, end.InputTokens, end.OutputTokens, end.CostUsd).ShouldBe((4, 1000, 200, 0.0123m));
    }
}
