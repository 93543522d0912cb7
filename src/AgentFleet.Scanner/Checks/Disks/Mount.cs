namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>
/// A mounted file system. Mounts of one <paramref name="Device"/> show the same file system; only one that shows it
/// <paramref name="Whole"/> is not a bind mount of a part.
/// </summary>
internal sealed record Mount(string Point, string Device, string Type, bool Whole)
{
    // Those that live in this machine's memory or on its own disks: asking them cannot hang on another machine.
    private static readonly HashSet<string> Local = new(StringComparer.Ordinal)
    {
        "apfs", "bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "hfs", "jfs", "msdos", "ntfs3", "overlay", "reiserfs", "tmpfs", "vfat", "xfs", "zfs",
    };

    public bool IsReadOnly { get; init; }

    // The kernel's own, below which others are mounted.
    private bool IsKernels => Type is "proc" or "sysfs" or "devtmpfs" or "devfs" or "rootfs" or "squashfs" or "autofs" or "securityfs" or "cgroup2" or "debugfs";

    /// <summary>Whether asking it can hang: when it is another machine's, or when the way to it leads through one that is.</summary>
    public bool MayHang(IEnumerable<Mount> mounts) => !Local.Contains(Type)
        || mounts.Any(other => other != this && Point.StartsWith(other.Point + "/", StringComparison.Ordinal) && !Local.Contains(other.Type) && !other.IsKernels);
}
