using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FailureIssue;

/// <summary>Which issue is whose, whatever things are called and whoever writes.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string Label = "workflow-failure";
    private GitHubStandIn _github = null!;
    private StepRunner _runner = null!;
    private Ci _ci = null!;

    public async ValueTask InitializeAsync()
    {
        _github = await GitHubStandIn.StartAsync();
        _runner = new("workflow-failure-issue.yml", _github);
        _ci = new(_github);
    }

    public static TheoryData<string, string> HostileNames => new()
    {
        { "say \"hi\" 'there'", "say \"hi\" 'there'" },
        { "two\r\nlines\n::error::no", "two lines ::error::no" },
        { "`rm -rf /` ``", "`rm -rf /` ``" },
        { "` @acme/all `` @acme/all `", "` @acme/all `` @acme/all `" },
        { "${{ github.token }} $(id)", "${{ github.token }} $(id)" },
        { "@acme/everyone #1 <!-- --> <b>", "@acme/everyone #1 <!-- --> <b>" },
        { "right\u202eleft\u2066", "right left" },
        { new string('n', 300), new string('n', 231) + "…" },
        { new string('n', 230) + "😀😀", new string('n', 230) + "…" },
    };

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_hostile_name_is_one_title_and_only_text(string name, string shown)
    {
        var hostile = new Ci(_github, name);
        var said = await _runner.SucceedAsync(hostile.Ended(1, "failure", failedJobs: [name]));
        await _runner.SucceedAsync(hostile.Ended(2, "failure", failedJobs: [name]));

        said.ShouldBe("Run 1 failed; opened issue 1.", "nothing of it reaches the log, where a line may be a command");
        ((string?)_github.Store.Issues.ShouldHaveSingleItem()["title"]).ShouldBe($"Workflow failure: {shown}");
        var body = (string)_github.Store.Issue(1)["body"]!;
        body.Split('\n').Length.ShouldBe(7, "no name begins a line of its own");
        Uncoded(body[(body.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ShouldNotContain('@');
        Uncoded(_github.Store.CommentsOf(1).Single()).ShouldNotContain('@');
    }

    [Fact]
    public async Task Issues_on_later_pages_are_found()
    {
        foreach (var other in Enumerable.Range(0, 9))
            _github.Store.AddIssue($"Workflow failure: other {other}", "", "ann", Label);
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        foreach (var remark in Enumerable.Range(0, 9))
            _github.Store.AddComment(10, $"remark {remark}", "ann");
        _github.PageSize = 2;

        var again = _ci.Ended(2, "failure");
        await _runner.SucceedAsync(again);
        await _runner.SucceedAsync(again);
        (_github.Store.Issues.Count, _github.Store.CommentsOf(10).Count()).ShouldBe((10, 10));
    }

    [Theory]
    [InlineData("Workflow failure: ci", "workflow-failure", true)]
    [InlineData("Workflow failure: CI", "workflow-failure", false)]
    [InlineData("Workflow failure: ci ci", "workflow-failure", false)]
    [InlineData("Workflow failure: ci", "bug", false)]
    public async Task An_issue_filed_by_a_person_is_taken_only_with_the_title_and_the_label(string title, string label, bool taken)
    {
        _github.Store.AddIssue(title, "by hand", "ann", label);
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        _github.Store.Issues.Count.ShouldBe(taken ? 1 : 2);
    }

    [Fact]
    public async Task A_pull_request_is_no_issue()
    {
        _github.Store.AddIssue(_ci.Title, "", "ann", Label)["pull_request"] = new System.Text.Json.Nodes.JsonObject();
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        _github.Store.Issues.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_workflows_of_one_name_do_not_close_each_other_s_issues()
    {
        var twin = new Ci(_github, "ci", 8);
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(twin.Ended(1, "failure"));
        await _runner.SucceedAsync(twin.Ended(2, "success"));
        _github.Store.Open.ShouldHaveSingleItem()["number"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_workflow_that_was_renamed_keeps_its_issue()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        await _runner.SucceedAsync(new Ci(_github, "continuous integration").Ended(2, "success"));
        _github.Store.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stranger_s_mark_counts_for_nothing()
    {
        await _runner.SucceedAsync(_ci.Ended(1, "failure"));
        _github.Store.AddComment(1, "<!-- workflow-failure workflow=7 run=999999 attempt=1 -->\n", "mallory");
        _github.Store.AddComment(1, "quoted: <!-- workflow-failure workflow=7 run=999999 attempt=1 -->\n", Store.Workflow);
        await _runner.SucceedAsync(_ci.Ended(2, "success"));
        _github.Store.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("head_branch", "\"feature\"")]
    [InlineData("event", "\"pull_request\"")]
    [InlineData("event", "\"pull_request_target\"")]
    [InlineData("head_repository", "{ \"id\": 2 }")]
    [InlineData("head_repository", "null")]
    public async Task A_run_of_another_branch_or_of_a_pull_request_neither_opens_nor_closes(string field, string value)
    {
        var foreign = _ci.Ended(1, "failure");
        foreign["workflow_run"]![field] = System.Text.Json.Nodes.JsonNode.Parse(value);
        (await _runner.SucceedAsync(foreign)).ShouldBe("This run changes nothing.");
        _github.Requests.ShouldBeEmpty();

        _github.Store.Runs.Single()["conclusion"] = "success";
        _github.Store.Runs.Single()["run_number"] = 99;
        _github.Store.Runs.Single()[field] = System.Text.Json.Nodes.JsonNode.Parse(value);
        await _runner.SucceedAsync(_ci.Ended(2, "failure"));
        _github.Store.Open.ShouldHaveSingleItem("a newer run of a fork that passed does not hide the failure");
    }

    // What stands outside of code, which begins and ends with equally many backticks.
    private static string Uncoded(string text) => System.Text.RegularExpressions.Regex.Replace(text, "(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)", "");

    public ValueTask DisposeAsync() => _github.DisposeAsync();
}
