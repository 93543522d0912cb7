using System.Collections.Concurrent;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>
/// The df processes that were started, as long as they live. One that waits in the kernel for a mount that hangs cannot
/// be killed; one more in each cycle would fill the machine with them.
/// </summary>
internal sealed class EarlierLooks
{
    private readonly ConcurrentDictionary<ProcessIdentity, string> _mounts = new();

    public void Add(string mount, ProcessIdentity df) => _mounts[df] = mount;

    public bool StillHangAt(string mount)
    {
        foreach (var ended in _mounts.Keys.Where(df => !df.IsAlive))
            _mounts.TryRemove(ended, out _);
        return _mounts.Values.Contains(mount);
    }
}
