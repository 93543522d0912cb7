namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>What tells of dnf's state without asking dnf.</summary>
/// <param name="root">The folder that all of it lies in; empty: this machine's.</param>
internal sealed class DnfFiles(string root)
{
    // Of Fedora, and of all others; of rpm since 4.16, of openSUSE's, and of Red Hat's until 8.
    private static readonly string[] Databases =
    [
        .. from folder in new[] { "/usr/lib/sysimage/rpm", "/var/lib/rpm" }
           from file in new[] { "rpmdb.sqlite", "Packages.db", "Packages" }
           select $"{folder}/{file}",
    ];

    private static readonly string[] Repositories = ["/etc/yum.repos.d", "/etc/distro.repos.d"];

    private static readonly string[] Settings = ["/etc/dnf", "/etc/dnf/vars", "/etc/dnf/plugins", "/etc/dnf/repos.override.d", "/etc/dnf/libdnf5.conf.d"];

    // Of dnf 4 and of dnf5: beside each other where one followed the other.
    private static readonly string[] Caches = ["/var/cache/dnf", "/var/cache/libdnf5"];

    /// <summary>Whether this machine is kept by dnf: on others, too, it can be installed.</summary>
    public bool AreThere => File.Exists(root + "/usr/bin/dnf") && Databases.Any(file => File.Exists(root + file))
        && Repositories.Any(folder => Directory.Exists(root + folder) && Directory.EnumerateFiles(root + folder, "*.repo", FileTimes.Visible).Any());

    public string State => FileTimes.Print(
    [
        .. Databases.Select(file => FileTimes.Of(root + file)),
        // What was not yet moved into the database; without content only its readers touched it.
        .. Databases.Select(file => new FileInfo($"{root}{file}-wal") is { Exists: true, Length: > 0 } log ? FileTimes.Of(log.FullName) : null),
        .. Repositories.Concat(Settings).Select(folder => FileTimes.Newest(root + folder)),
        .. Metadata(FileTimes.Visible).Select(FileTimes.Newest),
    ]) + " " + Boot;

    /// <summary>When some repository was last asked for what it has; null when none ever was.</summary>
    /// <exception cref="IOException">The cache cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The cache may not be read.</exception>
    public DateTimeOffset? MetadataFetched => Metadata(new() { IgnoreInaccessible = false }).SelectMany(Directory.EnumerateFiles).Select(FileTimes.Of).Max();

    // Whether a reboot is required changes with one.
    private string Boot => KernelFile.Read(root + "/proc/sys/kernel/random/boot_id", out _)?.Trim() ?? "-";

    private IEnumerable<string> Metadata(EnumerationOptions which) => Caches.Select(cache => root + cache).Where(Directory.Exists)
        .SelectMany(cache => Directory.EnumerateDirectories(cache, "*", which)).Select(repository => Path.Join(repository, "repodata")).Where(Directory.Exists).Order(StringComparer.Ordinal);
}
