using AgentFleet.Processes;
using AgentFleet.Testing;

namespace AgentFleet.Workflows.Tests.Running;

/// <summary>Runs scripts with node, and skips the test where node or a package that it needs is not here.</summary>
public static class Node
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);

    public static void SkipUnlessHere(string? package = null)
    {
        Assert.SkipUnless(Program is not null, "node is not installed");
        Assert.SkipUnless(package is null || Directory.Exists(Package(package)), $"{package} is not in .tools/: ./test installs it");
    }

    /// <summary>Standard output of a script of this project, which gets a package's folder and the path of its input.</summary>
    public static async Task<string> AskAsync(string script, string package, string input)
    {
        SkipUnlessHere(package);
        using var folder = new TemporaryFolder();
        var path = Repository.Path("tests", "AgentFleet.Workflows.Tests", script);
        var result = await RunAsync([path, Package(package), folder.Write("input", input)], BaseEnvironment.FromThisProcess());
        result.Code.ShouldBe(0, result.Errors);
        return result.Output;
    }

    public static async Task<CommandResult.Exited> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var spec = new CommandSpec([Program!, .. arguments], Limit) { Environment = environment };
        return (await Command.RunAsync(spec, TimeProvider.System, TestContext.Current.CancellationToken)).ShouldBeOfType<CommandResult.Exited>();
    }

    private static string Package(string name) => Repository.Path(".tools", "node_modules", name);
}
