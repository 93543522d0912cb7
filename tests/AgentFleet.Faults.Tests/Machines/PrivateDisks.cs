using System.Globalization;
using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Machines;

/// <summary>
/// A world in which two small disks are mounted, seen by those processes only that enter it: one over apt's cache, with
/// little room, and one that is full after few files. It is gone when the last process in it has ended.
/// </summary>
internal sealed class PrivateDisks : IAsyncDisposable
{
    /// <summary>Where apt keeps its downloads.</summary>
    public const string Downloads = "/var/cache/apt";

    private const string Script = """
        mount -t tmpfs -o size=8m,nr_inodes=1000 agentfleet-test "$1" && mkdir -p "$1/archives/partial" &&
          mount -t tmpfs -o size=8m,nr_inodes=64 agentfleet-test "$0" && mount -t tmpfs -o size=1m agentfleet-test "$2" && echo mounted && exec sleep 600
        """;

    // When it is told to clean, apt clears this folder too; the machine's own is none of our business.
    private const string Lists = "/var/lib/apt/lists";

    private readonly TemporaryFolder _spool;
    private readonly Service _keeper;

    private PrivateDisks(TemporaryFolder spool, Service keeper) => (_spool, _keeper) = (spool, keeper);

    /// <summary>Where the disk of few files is mounted.</summary>
    public string Spool => _spool.Path;

    /// <summary>What stands before a program that is to run in there.</summary>
    public IReadOnlyList<string> Enter => ["nsenter", $"--mount=/proc/{Pid}/ns/mnt", "--"];

    private string Pid => _keeper.Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>Mounts them, or says why that cannot be done here.</summary>
    public static async Task<(PrivateDisks? Disks, string Reason)> MountAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return (null, "mounting small disks needs Linux and root");
        if (!Directory.Exists(Downloads) || !Directory.Exists(Lists))
            return (null, "this machine has no apt");
        var spool = new TemporaryFolder();
        var keeper = Service.Start(["unshare", "--mount", "--", "/bin/sh", "-c", Script, spool.Path, Downloads, Lists], spool.Path);
        var disks = new PrivateDisks(spool, keeper);
        await Patience.UntilAsync(() => !keeper.IsAlive || keeper.Said.Contains("mounted", StringComparison.Ordinal), "small disks were mounted", () => keeper.Said);
        if (keeper.IsAlive)
            return (disks, "");
        await disks.DisposeAsync();
        return (null, $"a private tmpfs cannot be mounted here: {keeper.Said.Trim()}");
    }

    /// <summary>What a path of theirs is called out here.</summary>
    public string Inside(string path) => $"/proc/{Pid}/root{path}";

    public async ValueTask DisposeAsync()
    {
        await _keeper.DisposeAsync();
        _spool.Dispose();
    }
}
