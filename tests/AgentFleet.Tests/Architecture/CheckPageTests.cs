using AgentFleet.Scanner.Checks;

namespace AgentFleet.Tests.Architecture;

public sealed class CheckPageTests
{
    [Fact]
    public void The_page_of_checks_says_what_the_checks_say() =>
        File.ReadAllText(Repository.Path("docs", "checks.md")).ShouldBe(CheckPage.Text(), "make it anew: ./agentfleet check --kinds > docs/checks.md");
}
