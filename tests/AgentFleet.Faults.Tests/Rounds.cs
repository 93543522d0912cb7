namespace AgentFleet.Faults.Tests;

/// <summary>How often each kill is repeated: once, or 20 times when AGENTFLEET_TEST_FULL is 1.</summary>
public static class Rounds
{
    private const int Full = 20;

    public static TheoryData<int> All() =>
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("AGENTFLEET_TEST_FULL") == "1" ? Full : 1)];
}
