namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>The executable under test.</summary>
internal static class Executable
{
    private const string Name = "agentfleet.dll";

    /// <summary>Its file: beside the tests, else where the build leaves it.</summary>
    public static string File { get; } = Candidates().FirstOrDefault(IsComplete)
        ?? throw new FileNotFoundException($"{Name} is neither beside the tests nor under artifacts/bin/AgentFleet/debug: build src/AgentFleet");

    /// <summary>The program that runs it.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, Name);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "artifacts", "bin", "AgentFleet", "debug", Name);
    }

    private static bool IsComplete(string file) =>
        System.IO.File.Exists(file) && System.IO.File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json"));
}
