using System.Text.Json.Nodes;
using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FailureIssue;

/// <summary>Runs that end at once, late, or out of order.</summary>
public sealed class OrderTests : IAsyncLifetime
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
    public async Task Two_runs_that_fail_at_once_make_one_issue_that_tells_of_the_newer()
    {
        JsonObject[] events = [_ci.Ended(1, "failure"), _ci.Ended(2, "failure")];
        foreach (var ended in events)
            await _runner.SucceedAsync(ended);
        ((string?)_github.Store.Issues.ShouldHaveSingleItem()["body"]).ShouldNotBeNull().ShouldContain("run=2 attempt=1");
        _github.Store.CommentsOf(1).ShouldBeEmpty();
    }

    [Fact]
    public async Task Workflows_that_fail_at_once_have_an_issue_each()
    {
        Ci[] workflows = [_ci, new(_github, "docs", 8), new(_github, "nightly", 9)];
        await Task.WhenAll(workflows.Select(workflow => _runner.SucceedAsync(workflow.Ended(1, "failure"))));
        _github.Store.Issues.Select(issue => (string)issue["title"]!).ShouldBe(workflows.Select(workflow => workflow.Title), ignoreOrder: true);
    }

    [Fact]
    public async Task An_issue_that_appears_in_between_is_taken_instead_of_a_second_one()
    {
        _github.Before = request =>
        {
            if (request.StartsWith("GET /issues?", StringComparison.Ordinal) && request.Contains("state=all", StringComparison.Ordinal))
                _github.Store.AddIssue(_ci.Title, "by hand", "ann", "workflow-failure");
        };
        (await _runner.SucceedAsync(_ci.Ended(1, "failure"))).ShouldBe("Run 1 failed again; issue 1 tells of it.");
        _github.Store.Issues.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_older_than_the_newest_changes_nothing()
    {
        await _runner.SucceedAsync(_ci.Ended(2, "failure"));
        var writes = _github.Writes.Count;
        await _runner.SucceedAsync(_ci.Ended(1, "success"));
        await _runner.SucceedAsync(_ci.Ended(1, "failure", attempt: 2));
        await _runner.SucceedAsync(_ci.Ended(1, "success", attempt: 3));
        _github.Writes.Count.ShouldBe(writes);
    }

    [Fact]
    public async Task An_older_run_does_not_close_what_is_being_run_again()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "success"));
        await _runner.SucceedAsync(_ci.Ended(2, "failure"));
        _ci.Began(2, attempt: 2);
        (await _runner.SucceedAsync(_ci.Ended(1, "success", attempt: 2))).ShouldBe("The issue tells of a later run already.");
        _github.Store.Open.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_run_is_told_of_while_a_newer_one_is_under_way()
    {
        _ci.Began(2);
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        _github.Store.Open.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_newest_run_is_told_of_even_if_GitHub_dropped_its_turn()
    {
        var older = _ci.Ended(1, "success");
        _ci.Ended(2, "failure");
        (await _runner.SucceedAsync(older)).ShouldBe("Run 2 failed; opened issue 1.");
    }

    [Fact]
    public async Task A_failure_that_is_told_late_of_a_workflow_that_passes_by_now_changes_nothing()
    {
        var failed = _ci.Ended(1, "failure");
        _ci.Ended(2, "success");
        await _runner.SucceedAsync(failed);
        _github.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_event_twice_tells_once()
    {
        var first = _ci.Ended(1, "failure");
        await _runner.SucceedAsync(first);
        await _runner.SucceedAsync(first);
        var second = _ci.Ended(2, "failure");
        await _runner.SucceedAsync(second);
        await _runner.SucceedAsync(second);
        _github.Writes.ShouldBe(["POST /labels", "POST /issues", "POST /issues/1/comments"]);
    }

    [Fact]
    public async Task An_issue_that_a_person_closed_is_not_opened_anew_for_the_same_run()
    {
        var failed = _ci.Ended(1, "failure");
        await _runner.SucceedAsync(failed);
        _github.Store.Issue(1)["state"] = "closed";
        await _runner.SucceedAsync(failed);
        _github.Store.Issues.Count.ShouldBe(1);

        await _runner.SucceedAsync(_ci.Ended(2, "failure"));
        _github.Store.Issues.Count.ShouldBe(2);
    }

    public ValueTask DisposeAsync() => _github.DisposeAsync();
}
