using AgentFleet.Scanner.Checks.Certificates;
using AgentFleet.Scanner.Checks.Clocks;
using AgentFleet.Scanner.Checks.Containers;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Scanner.Checks.Folders;
using AgentFleet.Scanner.Checks.Freshness;
using AgentFleet.Scanner.Checks.Git;
using AgentFleet.Scanner.Checks.GitHub;
using AgentFleet.Scanner.Checks.Load;
using AgentFleet.Scanner.Checks.Logs;
using AgentFleet.Scanner.Checks.Memory;
using AgentFleet.Scanner.Checks.Plugins;
using AgentFleet.Scanner.Checks.Ports;
using AgentFleet.Scanner.Checks.Processes;
using AgentFleet.Scanner.Checks.Services;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Scanner.Checks.Web;

namespace AgentFleet.Scanner.Checks;

/// <summary>The kinds of check that there are.</summary>
internal static class CheckKinds
{
    /// <summary>A kind of finding, not of check: says that a check is blind.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyDictionary<string, CheckKind> All = new SortedDictionary<string, CheckKind>(
        new[]
        {
            CertificateCheck.Kind,
            ContainerCheck.Kind,
            DiskCheck.Kind,
            FolderSizeCheck.Kind,
            FreshnessCheck.Kind,
            GitCheck.Kind,
            GitHubCheck.Kind,
            HttpCheck.Kind,
            LoadCheck.Kind,
            LogCheck.Kind,
            MemoryCheck.Kind,
            PluginCheck.Kind,
            PortCheck.Kind,
            ProcessCheck.Kind,
            ServiceCheck.Kind,
            TimeCheck.Kind,
            UpdateCheck.Kind,
        }.ToDictionary(kind => kind.Name), StringComparer.Ordinal);
}
