using AgentFleet.Processes;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Executors.Claude;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Executors.Claude;

public sealed class ClaudeJudgementTests
{
    [Fact]
    public void A_run_that_exits_with_0_and_says_nothing_failed() =>
        RecordedRun.OutcomeOf("", new RunEnd.Exited(0)).ShouldBe(new RunOutcome.Failed("it ended with code 0 and no result: it wrote nothing"));

    [Fact]
    public void A_run_without_result_is_judged_by_what_it_complained_of()
    {
        using var folder = new TemporaryFolder();
        var errors = folder.Write("stderr.log", "Error: Session ID x is already in use.\n\u001b[0mmore\n");

        ClaudeJudgement.Of(RecordedRun.StreamOf(""), new RunEnd.Exited(1), errors, RecordedRun.Now)
            .ShouldBe(new RunOutcome.Failed("it ended with code 1 and no result: Error: Session ID x is already in use. [0mmore"));
    }

    [Theory]
    [InlineData(126)]
    [InlineData(127)]
    public void A_CLI_that_is_not_there_costs_no_attempt(int code) =>
        RecordedRun.OutcomeOf("", new RunEnd.Exited(code)).ShouldBe(new RunOutcome.Deferred(
            "the claude CLI could not be started: it wrote nothing", DeferCause.NotInstalled, RecordedRun.Now.AddMinutes(30)));

    [Theory]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(137)]
    [InlineData(143)]
    public void A_run_that_was_ended_from_outside_is_lost_not_failed(int code) =>
        RecordedRun.OutcomeOf("", new RunEnd.Exited(code)).ShouldBe(new RunOutcome.Lost($"it was ended from outside by signal {code - 128}"));

    [Fact]
    public void A_limit_that_was_lifted_a_moment_ago_is_not_taken_for_tomorrow_s() => RecordedRun.OutcomeOf(
        $$$"""
        {"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":{{{RecordedRun.Now.AddSeconds(-20).ToUnixTimeSeconds()}}}}}
        {"type":"result","subtype":"success","is_error":true,"api_error_status":429,"result":"You've hit your session limit"}
        """).ShouldBeOfType<RunOutcome.Deferred>().Until.ShouldBe(RecordedRun.Now.AddMinutes(1));

    [Fact]
    public void A_run_that_was_cut_while_it_tried_to_reach_the_model_was_not_at_fault()
    {
        RecordedRun.StreamOf("""{"type":"system","subtype":"api_retry","attempt":2}""").AwaitsModel.ShouldBeTrue();
        RecordedRun.StreamOf("{\"type\":\"system\",\"subtype\":\"api_retry\"}\n{\"type\":\"assistant\"}").AwaitsModel.ShouldBeFalse();
        ClaudeJudgement.ModelOutOfReach("too long", RecordedRun.Now).ShouldBeOfType<RunOutcome.Deferred>().Cause.ShouldBe(DeferCause.Unavailable);
    }

    [Fact]
    public void A_run_that_vanished_is_lost() =>
        RecordedRun.OutcomeOf("", new RunEnd.Vanished()).ShouldBeOfType<RunOutcome.Lost>();

    [Fact]
    public void A_result_counts_even_when_the_wrapper_vanished() =>
        RecordedRun.OutcomeOf("""{"type":"result","subtype":"success","is_error":false,"result":"ok"}""", new RunEnd.Vanished())
            .ShouldBe(new RunOutcome.Succeeded("ok"));

    [Theory]
    [InlineData("Claude AI usage limit reached", 60)]
    [InlineData("You've hit your session limit · resets 5am (UTC)", 120)]
    public void A_limit_is_read_from_the_words_when_there_is_no_event(string text, int minutes)
    {
        var deferred = RecordedRun.OutcomeOf($$"""{"type":"result","is_error":true,"api_error_status":429,"result":"{{text}}"}""").ShouldBeOfType<RunOutcome.Deferred>();

        (deferred.Cause, deferred.Until).ShouldBe((DeferCause.UsageLimit, RecordedRun.Now.AddMinutes(minutes)));
    }

    [Fact]
    public void The_words_of_a_limit_in_a_run_that_succeeded_mean_nothing() =>
        RecordedRun.OutcomeOf("""{"type":"result","subtype":"success","is_error":false,"result":"I raised the usage limit reached|1767250800"}""")
            .ShouldBeOfType<RunOutcome.Succeeded>();

    [Theory]
    [InlineData("Claude AI usage limit reached|1767250800")]
    [InlineData("You've hit your weekly limit · resets Nov 21 at 1am (UTC)")]
    public void A_limit_that_should_be_over_already_is_not_tried_again_at_once(string text)
    {
        var deferred = RecordedRun.OutcomeOf($$"""{"type":"result","is_error":true,"api_error_status":429,"result":"{{text}}"}""").ShouldBeOfType<RunOutcome.Deferred>();

        deferred.Until.ShouldBeGreaterThan(RecordedRun.Now, "it would be run again and again, as fast as it can");
    }

    [Theory]
    [InlineData(401, DeferCause.Login)]
    [InlineData(403, DeferCause.Login)]
    [InlineData(408, DeferCause.Unavailable)]
    [InlineData(429, DeferCause.Unavailable)]
    [InlineData(503, DeferCause.Unavailable)]
    public void A_status_decides_when_the_cause_is_not_named(int status, DeferCause cause) =>
        RecordedRun.OutcomeOf($$"""{"type":"result","is_error":true,"api_error_status":{{status}},"result":"x"}""")
            .ShouldBeOfType<RunOutcome.Deferred>().Cause.ShouldBe(cause);

    [Fact]
    public void An_agent_s_last_words_are_one_plain_line() =>
        RecordedRun.OutcomeOf($$"""{"type":"result","subtype":"success","is_error":false,"result":"a\u001b[2J\nb \u202e{{new string('x', 400)}}"}""")
            .Reason.ShouldBe("a [2J b " + new string('x', 292) + "…");
}
