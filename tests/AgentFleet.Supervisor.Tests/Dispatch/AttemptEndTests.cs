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
        var end = NextStep.EndOf(new(Some.Outcome(outcome), RunUsage.Unknown), lostBefore: false);

        (end.Outcome, end.Reason, end.Counted, end.WantsLook).ShouldBe((Enum.Parse<Outcome>(outcome), "because", counted, wantsLook));
    }

    [Fact]
    public void An_attempt_that_is_lost_a_second_time_in_a_row_counts() =>
        NextStep.EndOf(new(Some.Outcome("Lost"), RunUsage.Unknown), lostBefore: true).Counted.ShouldBeTrue();

    [Theory]
    [InlineData("Deferred")]
    [InlineData("Canceled")]
    public void What_never_worked_does_not_count_after_a_lost_one_either(string outcome) =>
        NextStep.EndOf(new(Some.Outcome(outcome), RunUsage.Unknown), lostBefore: true).Counted.ShouldBeFalse();

    [Fact]
    public void What_a_run_used_is_written_down()
    {
        var end = NextStep.EndOf(new(Some.Outcome("Failed"), new RunUsage(4, 1000, 200, 0.0123m)), lostBefore: false);

        (end.Turns, end.InputTokens, end.OutputTokens, end.CostUsd).ShouldBe((4, 1000, 200, 0.0123m));
    }
}
