using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Processes;

namespace AgentFleet.Faults.Tests.Machines;

/// <summary>A disk of a few megabytes.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Path;

    private string Filler => _folder.File("filler");

    /// <summary>Mounts one, or says why that cannot be done here.</summary>
    public static async Task<(SmallDisk? Disk, string Reason)> MountAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return (null, "mounting a small disk needs Linux and root");
        var disk = new SmallDisk();
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "agentfleet-test", disk.Root) is CommandResult.Exited { Code: 0 })
            return (disk, "");
        disk._folder.Dispose();
        return (null, "a tmpfs cannot be mounted here");
    }

    /// <summary>Writes until nothing fits any more.</summary>
    public void Fill()
    {
        // Unbuffered: what did not fit must not come up again when the file is closed.
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var (block, size) = (new byte[4096], 4096);
        while (size > 0)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", Root);
        _folder.Dispose();
    }

    private static Task<CommandResult> RunAsync(params string[] argv) =>
        Command.RunAsync(new CommandSpec(argv, Patience.Usual), TimeProvider.System, CancellationToken.None);
}
