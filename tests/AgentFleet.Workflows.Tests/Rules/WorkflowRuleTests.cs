using AgentFleet.Workflows.Tests.Running;
using YamlDotNet.RepresentationModel;

namespace AgentFleet.Workflows.Tests.Rules;

public sealed class WorkflowRuleTests
{
    private const string Step = "      - name: ";

    public static TheoryData<string> Workflows => [.. WorkflowFile.Names];

    [Fact]
    public void There_are_two_workflows() => WorkflowFile.Names.ShouldBe(["ai-fix.yml", "workflow-failure-issue.yml"]);

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_workflow_keeps_the_rules(string workflow) => WorkflowRules.Problems(WorkflowFile.Read(workflow).Text).ShouldBeEmpty();

    [Theory]
    [InlineData("permissions: {}", "permissions: { contents: read }", "the top does not say permissions: {}")]
    [InlineData("permissions: {}", "", "the top does not say permissions: {}")]
    [InlineData("  issues:\n    types: [labeled]", "  pull_request_target:\n    types: [labeled]", "it runs on pull_request_target")]
    [InlineData("on:\n  issues:\n    types: [labeled]", "on: [issues, pull_request_target]", "it runs on pull_request_target")]
    [InlineData("${{ github.token }}", "${{ secrets.GITHUB_TOKEN }}", "it takes secrets")]
    [InlineData("    permissions:\n      issues: write", "    permissions: write-all", "answer: no permissions of its own, each by name")]
    [InlineData("    timeout-minutes: 10\n", "", "answer: no short timeout")]
    [InlineData("timeout-minutes: 10", "timeout-minutes: 360", "answer: no short timeout")]
    [InlineData("      group: ", "      grp: ", "answer: no concurrency group")]
    [InlineData(Step, "      - uses: actions/github-script@v8\n" + Step, "answer: actions/github-script@v8 is not pinned by commit")]
    [InlineData(Step, "      - uses: a/checkout@0123456789abcdef0123456789abcdef0123456\n" + Step, "answer: a/checkout@0123456789abcdef0123456789abcdef0123456 is not pinned by commit")]
    [InlineData(Step, "      - uses: actions/checkout@0123456789abcdef0123456789abcdef01234567\n" + Step, "answer: a checkout keeps its credentials")]
    [InlineData("const FIX = event.label.name;", "const FIX = '${{ github.event.label.name }}';", "answer: an expression stands in a script")]
    [InlineData(Step, "      - { uses: a/b@0123456789abcdef0123456789abcdef01234567, with: { script: 'log(\"${{ github.actor }}\")' } }\n" + Step, "answer: an expression stands in a script")]
    public void A_broken_rule_is_found(string good, string bad, string problem)
    {
        var text = WorkflowFile.Read("ai-fix.yml").Text;
        text.ShouldContain(good);
        WorkflowRules.Problems(text.Replace(good, bad, StringComparison.Ordinal)).ShouldBe([problem]);
    }

    [Theory]
    [InlineData("ai-fix.yml", "issues: write")]
    [InlineData("workflow-failure-issue.yml", "actions: read, issues: write")]
    public void A_workflow_has_the_rights_that_its_page_says_and_no_others(string workflow, string rights)
    {
        var job = ((YamlMappingNode)WorkflowFile.Parse(WorkflowFile.Read(workflow).Text)["jobs"]).Children.ShouldHaveSingleItem().Value;
        string.Join(", ", ((YamlMappingNode)job["permissions"]).Children.Select(right => $"{right.Key}: {right.Value}")).ShouldBe(rights);
    }

    [Fact]
    public void What_both_scripts_share_is_the_same_in_both() =>
        WorkflowFile.Names.Select(name => Shared(WorkflowFile.Read(name).Script)).Distinct().ShouldHaveSingleItem().Length.ShouldBeGreaterThan(2000);

    private static string Shared(string script) => script[script.IndexOf("// ---- From here", StringComparison.Ordinal)..script.IndexOf("// ---- Until here", StringComparison.Ordinal)];
}
