using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Scanner.Checks.Folders;
using AgentFleet.Scanner.Checks.Plugins;

namespace AgentFleet.Scanner.Checks;

/// <summary>The kinds of check that a definition can name, and who reads the rest of the definition for each.</summary>
internal static class CheckKinds
{
    /// <summary>A kind of finding, not of check: says that a check is blind.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyDictionary<string, Func<YamlMap, Problems, ICheck>> All = new SortedDictionary<string, Func<YamlMap, Problems, ICheck>>(StringComparer.Ordinal)
    {
        ["disk"] = (map, _) => DiskCheck.Read(map),
        ["folder-size"] = (map, _) => FolderSizeCheck.Read(map),
        ["plugin"] = PluginCheck.Read,
    };
}
