namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>Which of the mounts are worth a look.</summary>
/// <param name="Only">The mount points to look at; empty: all that hold somebody's files.</param>
/// <param name="Exclude">Mount points to leave out, together with what is mounted below them.</param>
internal sealed record MountChoice(IReadOnlyList<string> Only, IReadOnlyList<string> Exclude)
{
    // They hold no files of anybody's, or are images that are full by nature.
    private static readonly HashSet<string> Pseudo = new(StringComparer.Ordinal)
    {
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cramfs", "debugfs", "devfs", "devpts", "devtmpfs", "efivarfs", "erofs",
        "fuse.gvfsd-fuse", "fuse.lxcfs", "fuse.portal", "fuse.snapfuse", "fusectl", "hugetlbfs", "iso9660", "mqueue", "nsfs", "proc", "pstore",
        "ramfs", "rootfs", "rpc_pipefs", "securityfs", "selinuxfs", "squashfs", "sysfs", "tracefs", "udf",
    };

    public IReadOnlyList<Mount> From(IEnumerable<Mount> mounts)
    {
        // What was mounted last over a point is what one sees there.
        var visible = mounts.GroupBy(mount => mount.Point, StringComparer.Ordinal).Select(group => group.Last())
            .Where(mount => !Exclude.Any(excluded => IsWithin(mount.Point, excluded)));
        return Only.Count > 0
            ? [.. visible.Where(mount => Only.Contains(mount.Point))]
            : [.. visible.Where(HoldsFiles).GroupBy(mount => mount.Device, StringComparer.Ordinal).Select(Best).OrderBy(mount => mount.Point, StringComparer.Ordinal)];
    }

    // A container's overlay repeats the numbers of the disk that it lies on; only one that is our own root counts.
    private static bool HoldsFiles(Mount mount) =>
        !Pseudo.Contains(mount.Type) && (mount.Type != "overlay" || mount.Point == "/") && !IsWithin(mount.Point, "/sys") && !IsWithin(mount.Point, "/proc");

    private static Mount Best(IEnumerable<Mount> sameDevice) =>
        sameDevice.OrderByDescending(mount => mount.Whole).ThenBy(mount => mount.Point.Length).ThenBy(mount => mount.Point, StringComparer.Ordinal).First();

    private static bool IsWithin(string point, string folder) =>
        point == folder || folder == "/" || point.StartsWith(folder + "/", StringComparison.Ordinal);
}
