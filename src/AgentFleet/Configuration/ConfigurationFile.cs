using AgentFleet.Definitions;
using AgentFleet.Verbs;

namespace AgentFleet.Configuration;

/// <summary>Finds agentfleet.yaml and reads it.</summary>
internal static class ConfigurationFile
{
    private const string Name = "agentfleet.yaml";

    /// <summary>The file in force: the one named, else the first there is of the usual places; null when there is none.</summary>
    public static string? Locate(string? named)
    {
        if (named is not null)
            return named.Length > 0 ? Path.GetFullPath(named) : throw new UsageException("--config names no file");
        var home = ProcessEnvironment.All.GetValueOrDefault("HOME") ?? "/";
        return new[] { Path.GetFullPath(Name), Path.Combine(home, ".config", "agentfleet", Name), Path.Combine("/etc/agentfleet", Name) }
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="DefinitionException">When the file is broken: all that is wrong with it.</exception>
    public static FleetConfiguration Load(string? named)
    {
        if (Locate(named) is not { } file)
            return FleetConfiguration.Default;
        var problems = new Problems();
        var configuration = DefinitionText.Load(file, problems) is { } text ? FleetConfiguration.Read(text, problems) : null;
        problems.ThrowIfAny();
        return configuration!;
    }
}
