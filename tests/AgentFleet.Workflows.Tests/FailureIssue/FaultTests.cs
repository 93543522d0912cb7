using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FailureIssue;

/// <summary>What GitHub's faults do: nothing that lasts, or a red run that says why.</summary>
[Trait("Category", "Slow")]
public sealed class FaultTests : IAsyncLifetime
{
    private const string Page = "<html>Unicorn</html>";
    private GitHubStandIn _github = null!;
    private StepRunner _runner = null!;
    private Ci _ci = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubStandIn.StartAsync();
        _runner = new("workflow-failure-issue.yml", _github);
        _ci = new(_github);
    }

    public static TheoryData<string> Requests =>
        ["GET /actions/workflows/7/runs", "GET /issues?labels=workflow-failure&state=open", "GET /actions/runs/7001", "GET /labels", "POST /labels", "GET /issues?labels=workflow-failure&state=all", "POST /issues"];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_fault_that_passes_leaves_one_issue(string request)
    {
        _github.Meet(new(request, 502, Page), new(request, 0), new(request, 200, "{\"cut"));
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        (_github.Store.Issues.Count, _github.Unmet).ShouldBe((1, 0));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_fault_that_stays_is_loud_and_leaves_nothing_behind(string request)
    {
        _github.Meet(Enumerable.Repeat(new Fault(request, 503, Page), 4));
        var failed = _ci.Ended(1, "failure");
        var result = await _runner.RunAsync(failed);
        result.Code.ShouldBe(1);
        result.Output.ShouldStartWith($"::error::{request.Replace(" ", " /repos/acme/shop", StringComparison.Ordinal)}");
        result.Output.ShouldContain("503 <html>Unicorn</html>");
        result.Output.Count(c => c == '\n').ShouldBe(1);
        _github.Store.Issues.ShouldBeEmpty();

        await _runner.SucceedAsync(failed);
        _github.Store.Issues.Count.ShouldBe(1, "run again, it does the whole of it");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(502)]
    [InlineData(201)]
    public async Task An_issue_or_a_comment_whose_answer_was_lost_is_not_written_twice(int status)
    {
        _github.Meet(new Fault("POST /issues", status) { CarriedOut = true }, new Fault("POST /issues/1/comments", status) { CarriedOut = true });
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(_ci.Ended(2, "failure"));
        (_github.Store.Issues.Count, _github.Store.CommentsOf(1).Count(), _github.Unmet).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Closing_that_failed_half_way_is_finished_and_says_it_once()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        _github.Meet(Enumerable.Repeat(new Fault("PATCH", 500), 4));
        var passed = _ci.Ended(2, "success");
        (await _runner.RunAsync(passed)).Code.ShouldBe(1);
        await _runner.SucceedAsync(passed);
        _github.Store.CommentsOf(1).ShouldHaveSingleItem();
        _github.Store.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(403, "retry-after", "60", true)]
    [InlineData(429, "retry-after", "60", true)]
    [InlineData(429, "x-other", "", true)]
    [InlineData(403, "retry-after", "3600", false)]
    [InlineData(403, "x-other", "", false)]
    [InlineData(404, "x-other", "", false)]
    [InlineData(410, "x-other", "", false)]
    [InlineData(301, "location", "/elsewhere", false)]
    public async Task A_limit_is_waited_for_when_it_is_short_and_what_is_refused_is_not_asked_again(int status, string header, string value, bool again)
    {
        _github.Meet(new Fault("POST /issues", status, "{\"message\":\"no\"}") { Header = (header, value) });
        (await _runner.RunAsync(_ci.Ended(1, "failure"))).Code.ShouldBe(again ? 0 : 1);
        _github.Writes.Count(write => write == "POST /issues").ShouldBe(again ? 2 : 1);
    }

    [Theory]
    [InlineData("GET /issues", "{\"message\":\"not a list\"}")]
    [InlineData("GET /actions/workflows", "{}")]
    [InlineData("GET /actions/runs", "{}")]
    [InlineData("GET /actions/runs", "null")]
    public async Task An_answer_of_another_shape_opens_nothing(string request, string body)
    {
        _github.Meet(Enumerable.Repeat(new Fault(request, 200, body), 4));
        (await _runner.RunAsync(_ci.Ended(1, "failure"))).Code.ShouldBe(1);
        _github.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_next_page_somewhere_else_is_not_visited_with_the_token()
    {
        await using var elsewhere = await GitHubStandIn.StartAsync();
        _github.Meet(new Fault("GET /issues", 200, "[]") { Header = ("link", $"<{elsewhere.Url}/repos/acme/shop/issues>; rel=\"next\"") });
        (await _runner.RunAsync(_ci.Ended(1, "failure"))).Code.ShouldBe(1);
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_label_that_somebody_else_has_just_made_is_there()
    {
        _github.Meet(new Fault("GET /labels", 404), new Fault("POST /labels", 422));
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        _github.Store.Open.ShouldHaveSingleItem();
    }

    public ValueTask DisposeAsync() => _github.DisposeAsync();
}
