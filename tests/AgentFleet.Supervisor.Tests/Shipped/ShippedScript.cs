using AgentFleet.Processes;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Shipped;

/// <summary>The script of a policy that we ship, run as a run would run it, on evidence that a test makes up.</summary>
internal sealed class ShippedScript(string policy) : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public void Evidence(string name, string value) => Folder.Write($"untrusted/evidence/{name}", value);

    /// <summary>Puts a program before all others of that name. It writes down that it ran, and with what.</summary>
    public void Program(string name, string script = "") =>
        RunnableFile.Write(Folder.File($"bin/{name}"), $"echo \"{name} $*\" >> '{Folder.File("ran")}'\n{script}");

    /// <summary>What the test's own programs were called with, one line each.</summary>
    public IReadOnlyList<string> Ran => File.Exists(Folder.File("ran")) ? File.ReadAllLines(Folder.File("ran")) : [];

    public async Task<CommandResult.Exited> RunAsync()
    {
        var shipped = new PolicyFolder(Repository.Path("policies")).Reload().Good[policy].Value;
        var environment = new Dictionary<string, string>(BaseEnvironment.FromThisProcess()) { ["AGENTFLEET_UNTRUSTED"] = Folder.File("untrusted") };
        environment["PATH"] = $"{Folder.File("bin")}:{environment["PATH"]}";
        var spec = new CommandSpec(shipped.Executor.ShouldBeOfType<ExecutorSettings.Runbook>().Argv, TimeSpan.FromMinutes(1)) { Environment = environment };
        var result = await Command.RunAsync(spec, TimeProvider.System, TestContext.Current.CancellationToken);
        return result.ShouldBeOfType<CommandResult.Exited>();
    }

    public void Dispose() => Folder.Dispose();
}
