using System.Runtime.InteropServices;
using AgentFleet.Processes;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>The program as it is published for use.</summary>
internal static class Published
{
    /// <summary>
    /// Publishes it, natively compiled where its platform's compiler can be had, and returns the executable; the one that
    /// <c>$AGENTFLEET_TEST_PROGRAM</c> names is taken as it is.
    /// </summary>
    public static async Task<string> ProgramAsync()
    {
        if (Environment.GetEnvironmentVariable("AGENTFLEET_TEST_PROGRAM") is { Length: > 0 } published)
            return published;
        var folder = Repository.Path("artifacts", "benchmarked");
        string[] platform = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? ["-p:PublishProfile=linux-x64"] : [];
        await RunAsync(["dotnet", "publish", Repository.Path("src", "AgentFleet"), "-c", "Release", .. platform, "-o", folder, "-nologo", "-v", "quiet"]);
        return Path.Combine(folder, "agentfleet");
    }

    /// <summary>Runs a command that must succeed, with this process's environment.</summary>
    public static async Task RunAsync(IReadOnlyList<string> argv)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string)v.Value!);
        var result = await Command.RunAsync(
            new CommandSpec(argv, TimeSpan.FromMinutes(5)) { Environment = environment }, TimeProvider.System, CancellationToken.None);
        if (result is not CommandResult.Exited { Code: 0 })
            throw new InvalidOperationException($"{string.Join(' ', argv)}: {result}");
    }
}
