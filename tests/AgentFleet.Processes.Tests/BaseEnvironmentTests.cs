namespace AgentFleet.Processes.Tests;

public sealed class BaseEnvironmentTests
{
    [Fact]
    public void It_holds_three_variables_and_those_that_were_asked_for_and_are_set() =>
        BaseEnvironment.FromThisProcess("PWD", "AGENTFLEET_NOT_SET_ANYWHERE").Keys
            .ShouldBe(["PATH", "HOME", "LANG", "PWD"], ignoreOrder: true);
}
