namespace AgentFleet.Processes;

/// <summary>
/// All processes of a run: its leader, the members of its session where it has one, everybody who carries its marker,
/// and the descendants of them all. One object ends one tree: it remembers whom it has seen, so that a process that
/// loses its parent on the way is still found.
/// </summary>
/// <remarks>
/// A session is only believed in while its leader lives: later the number may belong to a stranger. On Linux the marker
/// fills that gap; on macOS orphans of a run whose leader has ended are not found.
/// </remarks>
internal sealed class ProcessTree(string marker, ProcessIdentity leader, bool ownsSession)
{
    // Waiting for the kernel is not business time, so it does not go by the caller's clock.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private const int KillRounds = 150;
    private const int RoundsPerScan = 5;
    // The wrapper of a run writes down the exit code after its program was killed; it gets this long for that.
    private const int RoundsSparingWrapper = 15;

    private readonly bool _trustsSession = ownsSession && leader.IsAlive;
    private readonly HashSet<ProcessIdentity> _seen = [leader];
    private readonly HashSet<ProcessIdentity> _asked = [];
    private readonly HashSet<ProcessIdentity> _killed = [];

    /// <summary>
    /// Asks all to end (TERM), waits up to <paramref name="grace"/> until they have, then kills those that are left.
    /// </summary>
    public async Task<TreeEnd> EndAsync(TimeSpan grace, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var left = await AskAsync(ct);
        for (var round = 1; left.Count > 0 && clock.GetElapsedTime(began) < grace; round++)
        {
            await Task.Delay(Pace, TimeProvider.System, ct);
            // A whole scan now and then finds those that were just being forked.
            if (round % RoundsPerScan == 0 || !_seen.Any(p => p.IsAlive))
                left = await AskAsync(ct);
        }

        var survivors = await KillAsync(ct);
        return new(_asked.Count, _killed.Count, survivors);
    }

    /// <summary>The processes of the run that live now, without ourselves.</summary>
    public async Task<IReadOnlyList<ProcessIdentity>> ScanAsync(CancellationToken ct)
    {
        var table = await ProcessTable.ReadAsync(ct);
        var roots = _seen.Where(p => p.IsAlive).Select(p => p.Pid).ToHashSet();
        var members = table.Where(e => Signallable(e) && (roots.Contains(e.Pid) || Belongs(e))).Select(e => e.Pid).ToHashSet();

        var children = table.Where(Signallable).ToLookup(e => e.Parent, e => e.Pid);
        var unvisited = new Stack<int>(members);
        while (unvisited.TryPop(out var parent))
        {
            foreach (var child in children[parent].Where(members.Add))
                unvisited.Push(child);
        }

        var living = members.Select(ProcessIdentity.Of).OfType<ProcessIdentity>().ToList();
        _seen.UnionWith(living);
        return living;
    }

    private bool IsWrapper(ProcessIdentity process) => ownsSession && process == leader;

    private bool Belongs(ProcessEntry entry) =>
        (_trustsSession && entry.Session == leader.Pid) || ProcessTable.Carries(entry.Pid, marker);

    private static bool Signallable(ProcessEntry entry) =>
        entry is { Zombie: false, Pid: > 1 } && entry.Pid != Environment.ProcessId;

    private async Task<IReadOnlyList<ProcessIdentity>> AskAsync(CancellationToken ct)
    {
        var living = await ScanAsync(ct);
        // A wrapper ends when its program does. (TERM could only get lost in it: in the instant before it has forked.)
        foreach (var process in living.Where(p => !IsWrapper(p) && _asked.Add(p)))
            Kernel.Send(Signal.Terminate, process);

        return living;
    }

    private async Task<IReadOnlyList<ProcessIdentity>> KillAsync(CancellationToken ct)
    {
        IReadOnlyList<ProcessIdentity> left = [];
        // Twice in a row, because a process in the middle of execve shows no environment for an instant.
        for (int round = 0, empty = 0; round < KillRounds && empty < 2; round++)
        {
            if (round > 0)
                await Task.Delay(Pace, TimeProvider.System, ct);

            left = await ScanAsync(ct);
            empty = left.Count == 0 ? empty + 1 : 0;
            foreach (var process in left.Where(p => !IsWrapper(p) || round >= RoundsSparingWrapper))
            {
                _killed.Add(process);
                Kernel.Send(Signal.Kill, process);
            }
        }

        return left;
    }
}
