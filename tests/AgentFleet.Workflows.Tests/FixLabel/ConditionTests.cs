using System.Text.Json.Nodes;
using AgentFleet.Workflows.Tests.Running;

namespace AgentFleet.Workflows.Tests.FixLabel;

public sealed class ConditionTests
{
    private static readonly WorkflowFile Workflow = WorkflowFile.Read("ai-fix.yml");

    [Theory]
    [InlineData("agentfleet:fix", "true")]
    [InlineData("AgentFleet:Fix", "true")]
    [InlineData("agentfleet:fixed", "false")]
    [InlineData("bug", "false")]
    public async Task Only_the_fix_label_starts_the_job(string label, string runs) =>
        (await Expressions.EvaluateAsync(Workflow.If, new JsonObject { ["label"] = new JsonObject { ["name"] = label } })).ShouldBe([runs]);

    [Fact]
    public void The_fix_label_is_named_at_one_place() => Workflow.Text.Split(Labelled.Fix).Length.ShouldBe(2);
}
