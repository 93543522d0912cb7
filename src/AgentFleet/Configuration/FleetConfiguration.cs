using AgentFleet.Alerts;
using AgentFleet.Definitions;
using AgentFleet.GitHub;
using AgentFleet.Supervisor;

namespace AgentFleet.Configuration;

/// <summary>What agentfleet.yaml says; every key may be left out.</summary>
/// <param name="Host">The name of this host in every row; default: the machine's.</param>
/// <param name="Scanners">The folder of scanner definitions.</param>
public sealed record FleetConfiguration(string Host, string Scanners, SupervisorOptions Supervisor, NtfyOptions? Ntfy, GitHubOptions? GitHub)
{
    /// <summary>Without a file: this machine, with the definitions that ship.</summary>
    public static FleetConfiguration Default { get; } =
        new(Environment.MachineName, Shipped.Scanners, new SupervisorOptions(Shipped.Policies), null, null);

    public static FleetConfiguration? Read(DefinitionText text, Problems problems)
    {
        if (YamlMap.Parse(text.File, text.Text, problems) is not { } map)
            return null;
        var environment = ProcessEnvironment.All;
        var configuration = new FleetConfiguration(
            map.ExpandedText("host", environment) ?? Environment.MachineName,
            Folder(map, "scanners", text.File, environment),
            SupervisorOptions.Read(Folder(map, "policies", text.File, environment), map.Map("supervisor"), environment),
            NtfyOptions.Read(map.Map("ntfy"), environment, problems),
            GitHubOptions.Read(map.Map("github"), environment));
        map.Finish();
        return configuration;
    }

    // Relative to the file, so that it means the same wherever a command is given.
    private static string Folder(YamlMap map, string key, string file, IReadOnlyDictionary<string, string> environment) =>
        Path.GetFullPath(map.ExpandedText(key, environment) ?? key, Path.GetDirectoryName(Path.GetFullPath(file))!);
}
