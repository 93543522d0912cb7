using System.Diagnostics;

namespace AgentFleet.Processes;

/// <summary>
/// A program that runs in a session of its own, writes to files and leaves its exit code in one, so that whoever comes
/// later can take it over from the program that started it.
/// </summary>
public sealed class DetachedRun
{
    private static readonly TimeSpan GateToPid = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GatePoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EndPoll = TimeSpan.FromMilliseconds(100);

    private readonly string _runId;
    private readonly Task? _ended;

    private DetachedRun(string runId, string runDirectory, ProcessIdentity identity, Task? ended)
    {
        _runId = runId;
        _ended = ended;
        Files = new RunFiles(runDirectory);
        Identity = identity;
    }

    public RunFiles Files { get; }

    /// <summary>The wrapper around the program; it lives as long as the program does.</summary>
    public ProcessIdentity Identity { get; }

    public bool IsAlive => Identity.IsAlive;

    /// <summary>Starts a run and returns when it has passed its gate: from then on it needs nobody.</summary>
    /// <remarks>A program that cannot be found is not noticed here: the run ends with 127 and its stderr.log says why.</remarks>
    /// <exception cref="RunNotStartedException">Nothing runs, and the message says why.</exception>
    public static DetachedRun Start(RunSpec spec)
    {
        var process = Wrapper.Start(spec, out var identity);
        return new(spec.RunId, spec.RunDirectory, identity, EndOfAsync(process));
    }

    /// <summary>
    /// Takes over a run that somebody else started, alive or ended. Returns null when it never started; then this
    /// method has closed the run's gate, so that a wrapper that comes late cannot start it any more.
    /// </summary>
    /// <param name="recorded">The identity that was stored when the run was started; null: the run's pid file tells it.</param>
    public static async Task<DetachedRun?> FindAsync(
        string runDirectory, string runId, ProcessIdentity? recorded, TimeProvider clock, CancellationToken ct)
    {
        var files = new RunFiles(runDirectory);
        // Who was recorded has passed the gate, also when somebody deleted the folder since.
        if (recorded is null && files.DeclareNeverStarted())
            return null;

        var identity = recorded ?? await ReadIdentityAsync(files, clock, ct) ?? ProcessIdentity.None;
        return new(runId, runDirectory, identity, ended: null);
    }

    /// <summary>Waits for the end. Cancelling the wait does nothing to the run.</summary>
    public async Task<RunEnd> WaitAsync(TimeProvider clock, CancellationToken ct)
    {
        if (_ended is not null)
            await _ended.WaitAsync(ct);
        // The code is there a moment before the wrapper is gone.
        while (Files.ReadExitCode() is null && IsAlive)
            await Task.Delay(EndPoll, clock, ct);

        return Files.ReadExitCode() is { } code ? new RunEnd.Exited(code) : new RunEnd.Vanished();
    }

    /// <summary>
    /// Asks every process of the run to end, and kills those that have not after <paramref name="grace"/>. Also right
    /// for a run that has ended or vanished: it may have left processes behind.
    /// </summary>
    public Task<TreeEnd> EndTreeAsync(TimeSpan grace, TimeProvider clock, CancellationToken ct) =>
        new ProcessTree(_runId, Identity, ownsSession: true).EndAsync(grace, clock, ct);

    // Between gate and pid file lie a few instructions, unless the wrapper was killed right there.
    private static async Task<ProcessIdentity?> ReadIdentityAsync(RunFiles files, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            if (files.ReadIdentity() is { } identity)
                return identity;
            if (clock.GetElapsedTime(began) >= GateToPid)
                return null;
            await Task.Delay(GatePoll, clock, ct);
        }
    }

    private static async Task EndOfAsync(Process process)
    {
        using (process)
            await process.WaitForExitAsync();
    }
}
