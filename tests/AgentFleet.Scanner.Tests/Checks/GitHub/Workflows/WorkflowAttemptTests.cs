using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.Workflows;

public sealed class WorkflowAttemptTests
{
    [Theory]
    [InlineData("success", Verdict.Fixed)]
    [InlineData("failure", Verdict.NotFixed)]
    public async Task An_attempt_is_judged_by_a_run_that_has_ended(string conclusion, Verdict verdict)
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        await watched.LookAsync();
        var run = build.Run(null);
        watched.EndAttempt(watched.Finding);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldBeEmpty("it runs");
        run.Finish(conclusion);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task A_run_that_waits_for_a_permission_for_days_holds_up_no_verdict()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        build.Run(null);
        await watched.LookAsync();
        watched.Clock.Advance(TimeSpan.FromDays(1));
        watched.EndAttempt(watched.Finding);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.NotFixed);
    }

    [Fact]
    public async Task An_attempt_after_which_nothing_ran_has_not_fixed_it()
    {
        await using var watched = await Watched.StartAsync();
        WorkflowTests.Build(watched).Run("failure");
        await watched.LookAsync();
        await watched.LookAsync();
        watched.EndAttempt(watched.Finding);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.NotFixed);
    }

    [Fact]
    public async Task One_that_was_seen_to_pass_while_its_attempt_still_ran_was_fixed()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        await watched.LookAsync();
        var attempt = watched.BeginAttempt(watched.Finding);
        build.Run("success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        watched.EndAttempt(attempt);

        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Fixed);
        watched.Column("SELECT body FROM alerts WHERE kind = 'finding.cleared'").ShouldHaveSingleItem().ShouldEndWith("\nIt passed in run 2.");
    }
}
