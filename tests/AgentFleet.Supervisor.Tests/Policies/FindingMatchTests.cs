using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class FindingMatchTests
{
    [Theory]
    [InlineData("kind: disk", true)]
    [InlineData("scanner: root-disk", true)]
    [InlineData("kind: disk, scanner: root-disk", true)]
    [InlineData("kind: disk, scanner: other", false)]
    [InlineData("kind: Disk", false)]
    public void Every_condition_that_is_given_must_hold(string match, bool takes) => Takes(match, Made.Finding()).ShouldBe(takes);

    [Theory]
    [InlineData("agentfleet:fix", true)]
    [InlineData("AgentFleet:FIX", true)]
    [InlineData("agentfleet:fix, p1", true)]
    [InlineData("agentfleet:fix, p2", false)]
    [InlineData("agentfleet", false)]
    public void Every_label_must_be_there_whatever_its_case(string labels, bool takes) =>
        Takes($"kind: github.issue, labels: [{labels}]", Issue("""{"labels":["bug","P1","agentfleet:fix"]}""")).ShouldBe(takes);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"labels":null}""")]
    [InlineData("""{"labels":"agentfleet:fix"}""")]
    [InlineData("""{"labels":[1,null,{"name":"agentfleet:fix"},"\ud800"]}""")]
    public void Evidence_without_a_list_of_names_has_no_label(string evidence) =>
        Takes("kind: github.issue, labels: [agentfleet:fix]", Issue(evidence)).ShouldBeFalse();

    [Fact]
    public void Evidence_that_is_nested_too_deep_has_no_label() =>
        Takes("kind: github.issue, labels: [x]", Issue(new string('[', 100) + new string(']', 100))).ShouldBeFalse();

    [Fact]
    public void A_label_of_50_characters_is_the_longest()
    {
        Made.Policy($"executor: runbook\nrun: [a]\nmatch: {{ kind: k, labels: [{new string('x', 50)}] }}", "").Match.ShouldNotBeNull();
        Made.Read($"---\nexecutor: runbook\nrun: [a]\nmatch: {{ kind: k, labels: [{new string('x', 51)}] }}\n---\n").Problems.Length.ShouldBe(1);
    }

    private static bool Takes(string match, Finding finding) => Made.Policy($"executor: runbook\nrun: [a]\nmatch: {{ {match} }}", "").Match.ShouldNotBeNull().Takes(finding);

    private static Finding Issue(string evidence) => Made.Finding() with { Kind = "github.issue", Evidence = evidence };
}
