using AgentFleet.Supervisor.Executors;

namespace AgentFleet.Supervisor.Tests.Executors.Claude;

public sealed class RecordedRunTests
{
    [Theory]
    [InlineData("success-text", "All done.")]
    [InlineData("success-after-tool", "All done.")]
    [InlineData("tool-failed", "It failed.")]
    [InlineData("tool-unavailable", "No such tool.")]
    [InlineData("usage-allowed-headers", "All done.")]
    [InlineData("usage-warning-headers", "All done.")]
    public void A_run_that_came_to_its_end_says_that_it_succeeded(string name, string reason) =>
        RecordedRun.Outcome(name).ShouldBe(new RunOutcome.Succeeded(reason));

    [Fact]
    public void A_denied_tool_is_refused_and_named() =>
        RecordedRun.Outcome("tool-denied").ShouldBe(new RunOutcome.Refused("denied: Bash(rm -f /lab-outside/file)"));

    [Theory]
    [InlineData("max-turns", "error_max_turns: Reached maximum number of turns (2)")]
    [InlineData("max-budget", "error_max_budget_usd: Reached maximum budget ($0.0001)")]
    [InlineData("error-400", "API error 400: API Error: 400 messages: bad")]
    public void A_run_that_spent_its_turns_or_its_budget_failed(string name, string reason) =>
        RecordedRun.Outcome(name).ShouldBe(new RunOutcome.Failed(reason));

    [Fact]
    public void A_model_that_does_not_exist_is_the_policy_s_fault() =>
        RecordedRun.Outcome("error-404-model").ShouldBeOfType<RunOutcome.Failed>().Reason.ShouldStartWith("API error 404: There's an issue with the selected model");

    [Theory]
    [InlineData("error-401")]
    [InlineData("error-401-oauth")]
    [InlineData("error-403-oauth")]
    [InlineData("error-400-credit")]
    [InlineData("not-logged-in")]
    public void A_login_that_is_not_accepted_waits_for_a_person(string name) => Deferred(name, DeferCause.Login, TimeSpan.FromMinutes(30));

    [Theory]
    [InlineData("error-429")]
    [InlineData("usage-limit-headers-api-key")]
    [InlineData("error-500")]
    [InlineData("error-529")]
    [InlineData("error-529-retried")]
    [InlineData("drop-mid-text")]
    [InlineData("drop-early")]
    [InlineData("connection-refused")]
    public void A_model_that_is_out_of_reach_is_tried_again_soon(string name) => Deferred(name, DeferCause.Unavailable, TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData("usage-limit-five-hour")]
    [InlineData("usage-limit-after-tool")]
    [InlineData("usage-limit-seven-day")]
    [InlineData("usage-limit-seven-day-opus")]
    [InlineData("usage-limit-seven-day-sonnet")]
    public void A_usage_limit_waits_until_it_is_lifted(string name) => Deferred(name, DeferCause.UsageLimit, RecordedRun.LimitEnds - RecordedRun.Now);

    [Fact]
    public void What_a_run_used_is_read_from_its_result()
    {
        var usage = RecordedRun.Stream("success-after-tool").Result.ShouldNotBeNull().Usage;

        usage.ShouldBe(new RunUsage(2, 20, 40, 0.0011m));
    }

    private static void Deferred(string name, DeferCause cause, TimeSpan wait)
    {
        var deferred = RecordedRun.Outcome(name).ShouldBeOfType<RunOutcome.Deferred>();

        (deferred.Cause, deferred.Until).ShouldBe((cause, RecordedRun.Now + wait));
        deferred.Reason.ShouldNotBeEmpty();
    }
}
