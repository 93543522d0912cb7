using AgentFleet.Scanner.Checks.GitHub.Workflows;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.Workflows;

public sealed class FailureIssueTextTests
{
    [Theory]
    [InlineData("Build", "Workflow failure: Build")]
    [InlineData("  Build\r\nand\ttest\u2028 ", "Workflow failure: Build and test")]
    [InlineData("Build \u202Etset", "Workflow failure: Build  tset")]
    [InlineData("\uFEFFBuild\uFEFF", "Workflow failure: Build")]
    public void A_title_is_written_as_the_workflow_writes_it(string name, string title) => FailureIssueText.TitleOf(name).ShouldBe(title);

    [Fact]
    public void A_long_title_is_cut_as_the_workflow_cuts_it()
    {
        FailureIssueText.TitleOf(new string('x', 232)).ShouldBe($"Workflow failure: {new string('x', 232)}");
        FailureIssueText.TitleOf(new string('x', 233)).ShouldBe($"Workflow failure: {new string('x', 231)}…");
        // Half of a character is none.
        FailureIssueText.TitleOf($"{new string('x', 230)}😀😀").ShouldBe($"Workflow failure: {new string('x', 230)}…");
    }
}
