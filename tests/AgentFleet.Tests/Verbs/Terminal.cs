using System.Text.Json;
using AgentFleet.Processes;

namespace AgentFleet.Tests.Verbs;

/// <summary>The real executable, with a home, a configuration and a state of its own.</summary>
public sealed class Terminal : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Terminal()
    {
        Directory.CreateDirectory(Path("home"));
        Write("agentfleet.yaml", "host: host-1\n");
        Write("scanners/logs.yaml", $$"""
            kind: folder-size
            path: {{Path("logs")}}
            schedule: every 1h
            thresholds: { warning: 1KiB, critical: 1MiB }
            policy: empty
            """);
        Write("policies/empty.md", """
            ---
            executor: runbook
            run: [/bin/sh, -c, 'rm -f -- "$(cat "$AGENTFLEET_UNTRUSTED/evidence/path")"/*.log']
            max_attempts: 2
            backoff: { base: 1h }
            ---
            Empties the folder.
            """);
        Write("logs/a.log", "little");
    }

    public string State => Path("state");

    /// <summary>What the next commands find in their environment beside the usual.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string Path(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Makes the log folder too large.</summary>
    public void PlantTrouble() => Write("logs/big.log", new string('x', 4096));

    public async Task<CommandResult.Exited> RunAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(BaseEnvironment.FromThisProcess("DOTNET_ROOT")) { ["HOME"] = Path("home") };
        foreach (var (name, value) in Environment)
            environment[name] = value;
        string[] place =
        [
            .. arguments.Contains("--state") ? [] : new[] { "--state", State },
            .. arguments.Contains("--config") ? [] : new[] { "--config", Path("agentfleet.yaml") },
        ];
        var spec = new CommandSpec([.. Executable.Argv, .. arguments, .. place], TimeSpan.FromMinutes(2))
        {
            Directory = _folder.Path,
            Environment = environment,
        };
        var result = await Command.RunAsync(spec, TimeProvider.System, TestContext.Current.CancellationToken);
        return result.ShouldBeOfType<CommandResult.Exited>();
    }

    /// <summary>Runs a command that must succeed and prints one JSON document.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        result.Code.ShouldBe(0, result.Errors);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    /// <summary>Plants trouble, lets it be found, and returns its id.</summary>
    public async Task<string> FindTroubleAsync()
    {
        PlantTrouble();
        (await RunAsync("scan")).Code.ShouldBe(0);
        return (await JsonAsync("findings"))[0].GetProperty("finding_id").GetString()!;
    }

    public void Dispose() => _folder.Dispose();
}
