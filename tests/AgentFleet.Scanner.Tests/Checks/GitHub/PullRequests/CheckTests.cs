namespace AgentFleet.Scanner.Tests.Checks.GitHub.PullRequests;

public sealed class CheckTests
{
    [Theory]
    [InlineData("failure", true)]
    [InlineData("timed_out", true)]
    [InlineData("startup_failure", true)]
    [InlineData("success", false)]
    [InlineData("neutral", false)]
    [InlineData("skipped", false)]
    [InlineData("cancelled", false)]
    [InlineData("action_required", false)]
    [InlineData("stale", false)]
    [InlineData("something_new", false)]
    public async Task Some_ends_of_a_check_are_failures(string conclusion, bool isFailure)
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Commits.Check(PullRequestTests.Open(watched).HeadSha, "build", conclusion);
        await watched.LookAsync();
        watched.Live.Any().ShouldBe(isFailure);
    }

    [Theory]
    [InlineData("failure", true)]
    [InlineData("error", true)]
    [InlineData("pending", false)]
    [InlineData("success", false)]
    public async Task A_status_counts_like_a_check(string state, bool isFailure)
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Commits.Status(PullRequestTests.Open(watched).HeadSha, "ci/old", state);
        await watched.LookAsync();
        watched.Live.SelectMany(PullRequestTests.Failed).ShouldBe(isFailure ? ["ci/old"] : []);
    }

    [Fact]
    public async Task What_failed_stays_a_finding_while_checks_run_and_until_they_have_begun_on_a_new_commit()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        await watched.LookAsync();

        watched.Shop.Commits.Check(pull.HeadSha, "build", null);
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "it is run again");
        pull.Push();
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "nothing has begun on the new commit");
        watched.Shop.Commits.Check(pull.HeadSha, "lint", "success");
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "what failed has not begun");
        watched.Shop.Commits.Check(pull.HeadSha, "build", "success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_of_GitHub_s_that_is_new_to_us_ends_nothing()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        watched.Shop.Commits.Check(pull.HeadSha, "build", "something_new");
        await watched.LookAtAllAsync();
        watched.Live.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_that_never_begins_on_a_new_commit_is_waited_for_ten_minutes()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        pull.Push();
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1);
        watched.Clock.Advance(TimeSpan.FromMinutes(10));
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_that_nobody_begins_is_waited_for_until_nothing_has_happened_for_a_day()
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        watched.Shop.Commits.Check(pull.HeadSha, "build", "success");
        watched.Shop.Commits.Queue(pull.HeadSha, "slow");
        watched.Clock.Advance(TimeSpan.FromHours(46));
        await watched.LookAtAllAsync();
        watched.Live.Count.ShouldBe(1);
        watched.Clock.Advance(TimeSpan.FromHours(1));
        await watched.LookAtAllAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_stays_pending_is_waited_for_a_day(bool isStatus)
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        if (isStatus)
            watched.Shop.Commits.Status(pull.HeadSha, "licence/cla", "pending");
        else
            watched.Shop.Commits.Check(pull.HeadSha, "slow", null);
        await watched.LookAsync();
        watched.Live.Any().ShouldBe(isStatus, "other checks may still fail too, a status is by itself");
        watched.Shop.Commits.Check(pull.HeadSha, "build", "success");
        watched.Clock.Advance(TimeSpan.FromHours(46));
        await watched.LookAtAllAsync();
        watched.Live.Any().ShouldBe(isStatus);
        watched.Shop.Commits.Check(pull.HeadSha, "other", isStatus ? "success" : "failure");
        await watched.LookAtAllAsync();
        watched.Live.Any().ShouldBe(!isStatus);
    }
}
