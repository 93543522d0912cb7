using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FailureIssue;

/// <summary>What becomes of the issue while runs fail and pass.</summary>
public sealed class FailureIssueTests : IAsyncLifetime
{
    private GitHubStandIn _github = null!;
    private StepRunner _runner = null!;
    private Ci _ci = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubStandIn.StartAsync();
        _runner = new("workflow-failure-issue.yml", _github);
        _ci = new(_github);
    }

    [Fact]
    public async Task The_first_failure_opens_an_issue()
    {
        (await _runner.SucceedAsync(_ci.Ended(1, "failure", failedJobs: ["build"]))).ShouldBe("Run 1 failed; opened issue 1.");

        _github.Writes.ShouldBe(["POST /labels", "POST /issues"]);
        var issue = _github.Store.Issues.ShouldHaveSingleItem();
        ((string?)issue["title"]).ShouldBe("Workflow failure: ci");
        _github.Store.LabelsOf(1).ShouldBe(["workflow-failure"]);
        ((string?)issue["body"]).ShouldBe("""
            <!-- workflow-failure workflow=7 run=1 attempt=1 -->
            The workflow ` ci ` failed on ` main `: [run 1](https://github.com/acme/shop/actions/runs/7001), attempt 1, of 0123456789abcdef0123456789abcdef01234567.

            Jobs that failed:
            - ` build `: [log](https://github.com/acme/shop/actions/runs/1/job/2)

            This issue is closed when the workflow passes again.
            """);
        ((string?)_github.Store.Labels["workflow-failure"]["description"]).ShouldBe("A workflow fails on the default branch");
    }

    [Fact]
    public async Task The_next_failure_is_a_comment()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(_ci.Ended(2, "timed_out", failedJobs: ["test"]));

        _github.Store.Issues.Count.ShouldBe(1);
        _github.Store.CommentsOf(1).ShouldHaveSingleItem().ShouldBe("""
            <!-- workflow-failure workflow=7 run=2 attempt=1 -->
            It failed again: [run 2](https://github.com/acme/shop/actions/runs/7002), attempt 1, of 0123456789abcdef0123456789abcdef01234567.

            Jobs that failed:
            - ` test `: [log](https://github.com/acme/shop/actions/runs/1/job/2)
            """);
    }

    [Fact]
    public async Task A_run_that_passes_closes_it_with_a_comment()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(_ci.Ended(2, "success"));

        _github.Writes.TakeLast(2).ShouldBe(["POST /issues/1/comments", "PATCH /issues/1"]);
        _github.Store.CommentsOf(1).ShouldHaveSingleItem().ShouldEndWith("It passes again: [run 2](https://github.com/acme/shop/actions/runs/7002), attempt 1, of 0123456789abcdef0123456789abcdef01234567.");
        ((string?)_github.Store.Issue(1)["state"], (string?)_github.Store.Issue(1)["state_reason"]).ShouldBe(("closed", "completed"));
    }

    [Fact]
    public async Task A_failure_after_that_opens_the_next_issue()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(_ci.Ended(2, "success"));
        await _runner.SucceedAsync(_ci.Ended(3, "startup_failure"));

        _github.Store.Open.ShouldHaveSingleItem()["number"]!.GetValue<int>().ShouldBe(2);
        _github.Writes.Count(write => write == "POST /labels").ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_passes_when_nothing_is_open_writes_nothing()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "success"));
        _github.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("skipped")]
    [InlineData("neutral")]
    [InlineData("action_required")]
    [InlineData("stale")]
    public async Task A_run_that_decides_nothing_changes_nothing(string conclusion)
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        var before = _github.Requests.Count;
        (await _runner.SucceedAsync(_ci.Ended(2, conclusion))).ShouldBe("This run changes nothing.");
        _github.Requests.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_run_again_is_told_by_its_attempt()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(_ci.Ended(1, "failure", attempt: 2, failedJobs: ["flaky"]));
        _github.Store.CommentsOf(1).ShouldHaveSingleItem().ShouldContain("[run 1](https://github.com/acme/shop/actions/runs/7001), attempt 2,");
        _github.Store.CommentsOf(1).Single().ShouldContain("- ` flaky `: ");

        await _runner.SucceedAsync(_ci.Ended(1, "success", attempt: 3));
        _github.Store.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_job_of_a_matrix_that_failed_is_named()
    {
        _github.PageSize = 3;
        await _runner.SucceedAsync(_ci.Ended(1, "failure", failedJobs: ["test (ubuntu, 20)", "test (ubuntu, 22)", "test (macos, 20)", "test (macos, 22)"]));

        var body = (string)_github.Store.Issue(1)["body"]!;
        body.Split('\n').Count(row => row.StartsWith("- ` test (", StringComparison.Ordinal)).ShouldBe(4);
        body.ShouldNotContain("passes `");
    }

    [Fact]
    public async Task Of_many_jobs_fifty_are_named()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure", failedJobs: Enumerable.Range(0, 256).Select(job => new string('x', 300) + job)));
        var body = (string)_github.Store.Issue(1)["body"]!;
        body.Split('\n').Count(row => row.StartsWith("- ` xxx", StringComparison.Ordinal)).ShouldBe(50);
        body.ShouldContain("- and 206 more");
        body.Length.ShouldBeLessThan(65536);
    }

    public ValueTask DisposeAsync() => _github.DisposeAsync();
}
