using AgentFleet.Processes;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Processes;

/// <summary>A real process of a name that no other has; it ends with the test.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    private Child(IReadOnlyList<string> command)
    {
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Pid = started.Task;
        _run = Command.RunAsync(
            new(command, TimeSpan.FromMinutes(5)) { Grace = TimeSpan.Zero, Started = process => started.TrySetResult(process.Pid) }, TimeProvider.System, _stop.Token);
    }

    public Task<int> Pid { get; }

    /// <summary>Runs a script whose $0 is a program of that name, which sleeps; begun when the program itself runs.</summary>
    public static async Task<Child> RunAsync(TemporaryFolder folder, string name, string script = "exec \"$0\" 60")
    {
        var program = folder.File(name);
        if (!File.Exists(program))
            RunnableFile.Copy("/bin/sleep", program);
        var child = new Child(["/bin/sh", "-c", script, program]);
        var pid = await child.Pid;
        await Eventually.BecomesTrueAsync(() => child._run.IsCompleted || File.ReadAllText($"/proc/{pid}/comm").Trim() == name[..Math.Min(15, name.Length)]);
        return child;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}
