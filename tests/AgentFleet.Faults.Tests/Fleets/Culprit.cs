using AgentFleet.Processes;

namespace AgentFleet.Faults.Tests.Fleets;

/// <summary>A process that does harm on purpose; it ends, with all that it started, when it is disposed, and after a minute and a half at last.</summary>
internal sealed class Culprit : IAsyncDisposable
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    private Culprit(IReadOnlyList<string> argv, TaskCompletionSource<int> started) => _run = Command.RunAsync(
        new(argv, AtMost) { Grace = TimeSpan.Zero, Started = process => started.TrySetResult(process.Pid) }, TimeProvider.System, _stop.Token);

    public int Pid { get; private set; }

    /// <summary>Runs a shell's script.</summary>
    public static async Task<Culprit> StartAsync(string script, params string[] arguments)
    {
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var culprit = new Culprit(["/bin/sh", "-c", script, .. arguments], started);
        culprit.Pid = await started.Task;
        return culprit;
    }

    /// <summary>A copy of a program, under a name that no other process has.</summary>
    public static string Copy(string program, string folder, string name) => RunnableFile.Copy(program, Path.Combine(folder, name));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}
