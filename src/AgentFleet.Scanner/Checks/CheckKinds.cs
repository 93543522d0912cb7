using AgentFleet.Scanner.Checks.Certificates;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Scanner.Checks.Folders;
using AgentFleet.Scanner.Checks.Freshness;
using AgentFleet.Scanner.Checks.Git;
using AgentFleet.Scanner.Checks.Plugins;
using AgentFleet.Scanner.Checks.Ports;
using AgentFleet.Scanner.Checks.Web;

namespace AgentFleet.Scanner.Checks;

/// <summary>The kinds of check that there are.</summary>
internal static class CheckKinds
{
    /// <summary>A kind of finding, not of check: says that a check is blind.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyDictionary<string, CheckKind> All = new SortedDictionary<string, CheckKind>(
        new[] { DiskCheck.Kind, FolderSizeCheck.Kind, PluginCheck.Kind, PortCheck.Kind, HttpCheck.Kind, CertificateCheck.Kind, FreshnessCheck.Kind, GitCheck.Kind }.ToDictionary(kind => kind.Name), StringComparer.Ordinal);
}
