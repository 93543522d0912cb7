namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>What tells of apt's state without asking apt.</summary>
/// <param name="root">The folder that all of it lies in; empty: this machine's.</param>
internal sealed class AptFiles(string root)
{
    // All that an answer of apt's hangs on: what is installed, what there is, and what is preferred.
    private static readonly string[] Deciding =
    [
        "/var/lib/dpkg/status", "/var/lib/apt/lists", "/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/apt/preferences", "/etc/apt/preferences.d",
    ];

    // Their owners touch them when the lists were fetched, even when nothing in them had changed.
    private static readonly string[] Stamps = ["/var/lib/apt/periodic/update-success-stamp", "/var/lib/apt/periodic/update-stamp"];

    public bool AreThere => File.Exists(root + Deciding[0]);

    public string State => FileTimes.Print(Deciding.Select(path => FileTimes.Of(root + path)));

    /// <summary>When the package lists were last fetched; null when there are none.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    public DateTimeOffset? ListsFetched
    {
        get
        {
            var folder = root + Deciding[1];
            var lists = Directory.Exists(folder) ? Directory.GetFiles(folder, "*Release").Select(FileTimes.Of).Max() : null;
            // The folder itself is newer as soon as one list is put into it.
            return lists is null ? null : Stamps.Select(path => FileTimes.Of(root + path)).Append(FileTimes.Of(folder)).Append(lists).Max();
        }
    }

    public bool RebootIsRequired => File.Exists(root + "/run/reboot-required") || File.Exists(root + "/var/run/reboot-required");

    /// <summary>The packages that ask for it.</summary>
    public IReadOnlyList<string> RebootAskedFor => File.Exists(root + "/run/reboot-required.pkgs") ? [.. File.ReadLines(root + "/run/reboot-required.pkgs").Take(20)] : [];
}
