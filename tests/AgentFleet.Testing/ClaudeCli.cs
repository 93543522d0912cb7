namespace AgentFleet.Testing;

/// <summary>The real claude CLI, where <c>./test</c> has installed it.</summary>
public static class ClaudeCli
{
    /// <summary>Null when it is not there; then the tests that need it are skipped.</summary>
    public static string? Program { get; } = new[]
    {
        Environment.GetEnvironmentVariable("AGENTFLEET_TEST_CLAUDE"),
        Repository.Path(".tools", "node_modules", ".bin", "claude"),
    }.FirstOrDefault(File.Exists);
}
