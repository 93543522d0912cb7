using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.PullRequests;

public sealed class PullRequestAttemptTests
{
    [Theory]
    [InlineData("success", Verdict.Fixed)]
    [InlineData("failure", Verdict.NotFixed)]
    public async Task An_attempt_is_judged_when_the_checks_have_ended(string conclusion, Verdict verdict)
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        pull.Push();
        watched.Shop.Commits.Check(pull.HeadSha, "build", null);
        watched.EndAttempt(watched.Finding);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldBeEmpty("it runs");
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldBeEmpty("it still runs");
        watched.Shop.Commits.Check(pull.HeadSha, "build", conclusion);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task An_attempt_that_changed_nothing_has_not_fixed_it()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Commits.Check(PullRequestTests.Open(watched).HeadSha, "build", "failure");
        await watched.LookAsync();
        await watched.LookAsync();
        watched.EndAttempt(watched.Finding);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.NotFixed);
    }

    [Fact]
    public async Task One_that_was_seen_to_be_well_while_its_attempt_still_ran_was_fixed()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        var attempt = watched.BeginAttempt(watched.Finding);
        pull.Push();
        watched.Shop.Commits.Check(pull.HeadSha, "build", "success");
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        watched.EndAttempt(attempt);

        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Fixed);
    }
}
