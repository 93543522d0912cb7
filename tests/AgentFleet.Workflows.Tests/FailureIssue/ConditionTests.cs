using System.Text.Json.Nodes;
using AgentFleet.Workflows.Tests.Running;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FailureIssue;

/// <summary>Which events start the job at all, and which of them wait for each other.</summary>
public sealed class ConditionTests
{
    private static readonly WorkflowFile Workflow = WorkflowFile.Read("workflow-failure-issue.yml");

    [Theory]
    [InlineData("conclusion", "\"failure\"", "true")]
    [InlineData("conclusion", "\"success\"", "true")]
    [InlineData("conclusion", "\"timed_out\"", "true")]
    [InlineData("conclusion", "\"startup_failure\"", "true")]
    [InlineData("conclusion", "\"cancelled\"", "false")]
    [InlineData("conclusion", "\"skipped\"", "false")]
    [InlineData("conclusion", "null", "false")]
    [InlineData("head_branch", "\"feature\"", "false")]
    [InlineData("head_repository", "{ \"id\": 2 }", "false")]
    [InlineData("head_repository", "null", "false")]
    [InlineData("event", "\"pull_request\"", "false")]
    [InlineData("event", "\"schedule\"", "true")]
    [InlineData("event", "\"workflow_run\"", "true")]
    public async Task The_job_runs_for_what_is_decided_on_the_default_branch(string field, string value, string runs)
    {
        var payload = await EventAsync();
        payload["workflow_run"]![field] = JsonNode.Parse(value);
        (await Expressions.EvaluateAsync(Workflow.If, payload)).ShouldBe([runs]);
    }

    [Fact]
    public async Task Its_own_failures_do_not_start_it()
    {
        var payload = await EventAsync();
        payload["workflow"]!["path"] = ".github/workflows/workflow-failure-issue.yml";
        (await Expressions.EvaluateAsync(Workflow.If, payload)).ShouldBe(["false"]);
    }

    [Fact]
    public async Task Runs_of_one_workflow_wait_for_each_other_and_those_of_two_do_not()
    {
        await using var github = await GitHubStandIn.StartAsync();
        var ci = new Ci(github);
        var groups = await Expressions.EvaluateAsync(Group(), ci.Ended(1, "failure"), ci.Ended(2, "success"), new Ci(github, "ci", 8).Ended(1, "failure"));
        groups[0].ShouldBe(groups[1]);
        groups[0].ShouldNotBe(groups[2]);
    }

    // A group is text with one expression in it, and that alone tells groups apart.
    private static string Group() => Workflow.ConcurrencyGroup[Workflow.ConcurrencyGroup.IndexOf("${{", StringComparison.Ordinal)..];

    private static async Task<JsonObject> EventAsync()
    {
        await using var github = await GitHubStandIn.StartAsync();
        return new Ci(github).Ended(1, "failure");
    }
}
