namespace AgentFleet.Testing.Systemd;

/// <summary>
/// A control group of a test's own below the one that we are in, in every hierarchy that systemd keeps processes in: two
/// machines then do not meet, and what a machine leaves behind can be found.
/// </summary>
internal sealed class ControlGroup : IAsyncDisposable
{
    private const string Mounted = "/sys/fs/cgroup";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private ControlGroup(IReadOnlyList<string> folders) => Folders = folders;

    public IReadOnlyList<string> Folders { get; }

    /// <exception cref="IOException">It cannot be made here.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made here.</exception>
    public static ControlGroup Make(string name)
    {
        List<string> folders = [];
        foreach (var line in File.ReadLines("/proc/self/cgroup"))
        {
            if (line.Split(':', 3) is ["0", "", var path])
                folders.Add((Directory.Exists($"{Mounted}/unified") ? $"{Mounted}/unified" : Mounted) + path.TrimEnd('/') + "/" + name);
            else if (line.Split(':', 3) is [_, "name=systemd", var old])
                folders.Add($"{Mounted}/systemd{old.TrimEnd('/')}/{name}");
        }
        foreach (var folder in folders)
            Directory.CreateDirectory(folder);
        return new(folders);
    }

    /// <summary>Waits until the kernel has let go of what ran in it, and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var tries = 0; tries < 100 && !Folders.All(Remove); tries++)
            await Task.Delay(Pace, TimeProvider.System);
    }

    // The files in it are the kernel's; a folder that holds no other folder and no process goes away with them.
    private static bool Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return true;
        try
        {
            return Directory.EnumerateDirectories(folder).ToList().All(Remove) && Unlink(folder);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Unlink(string folder)
    {
        Directory.Delete(folder);
        return true;
    }
}
