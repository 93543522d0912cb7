namespace AgentFleet.Testing;

/// <summary>The program under test: as it is built, or the published one that <c>$AGENTFLEET_TEST_PROGRAM</c> names.</summary>
public static class Executable
{
    private const string Name = "agentfleet.dll";

    /// <summary>What a command line begins with.</summary>
    public static IReadOnlyList<string> Argv { get; } = Environment.GetEnvironmentVariable("AGENTFLEET_TEST_PROGRAM") is { Length: > 0 } published
        ? [published]
        : [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", Built()];

    // Beside the tests, else where the build leaves it.
    private static string Built() => Candidates().FirstOrDefault(IsComplete)
        ?? throw new FileNotFoundException($"{Name} is neither beside the tests nor under artifacts/bin/AgentFleet/debug: build src/AgentFleet");

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, Name);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "artifacts", "bin", "AgentFleet", "debug", Name);
    }

    private static bool IsComplete(string file) => File.Exists(file) && File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json"));
}
