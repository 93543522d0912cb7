using System.ComponentModel;
using System.Diagnostics;

namespace AgentFleet.Processes;

/// <summary>Runs short commands and captures what they print. Every outcome is a value.</summary>
public static class Command
{
    // A daemon that the command left behind may hold its pipes for ever.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);

    /// <summary>Runs a command to its end, its timeout or its cancellation. Standard input is empty.</summary>
    /// <remarks>
    /// The timeout and the grace go by <paramref name="clock"/>. Whatever the command left running in the background
    /// when it ended by itself goes on; after a timeout or a cancellation nothing does.
    /// </remarks>
    /// <exception cref="OperationCanceledException">Cancelled, and the command with all its children is dead.</exception>
    public static async Task<CommandResult> RunAsync(CommandSpec spec, TimeProvider clock, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var began = clock.GetTimestamp();
        var marker = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        using var process = Start(spec, marker, out var reason);
        var result = process is null
            ? new CommandResult.NotStarted(reason)
            : await FollowAsync(process, spec, marker, clock, ct);

        return result with { Elapsed = clock.GetElapsedTime(began) };
    }

    private static Process? Start(CommandSpec spec, string marker, out string reason)
    {
        var directory = Path.GetFullPath(spec.Directory ?? Environment.CurrentDirectory);
        reason = $"{directory}: no such directory";
        if (!Directory.Exists(directory))
            return null;
        if (ProgramFile.Find(spec.Argv[0], directory, spec.Environment.GetValueOrDefault("PATH"), out reason) is not { } program)
            return null;

        try
        {
            return Launcher.Start(program, spec.Argv.Skip(1), directory, spec.Environment, marker);
        }
        catch (Win32Exception e)
        {
            // The runtime's own message repeats both paths; the system's text for the code is the cause.
            reason = $"{program}: {new Win32Exception(e.NativeErrorCode).Message} (started in {directory})";
            return null;
        }
    }

    private static async Task<CommandResult> FollowAsync(
        Process process, CommandSpec spec, string marker, TimeProvider clock, CancellationToken ct)
    {
        if (ProcessIdentity.Of(process.Id) is { } started)
            spec.Started?.Invoke(started);
        process.StandardInput.Close();
        using var outputPipe = process.StandardOutput.BaseStream;
        using var errorPipe = process.StandardError.BaseStream;
        var output = new CappedOutput(outputPipe, spec.OutputLimit);
        var errors = new CappedOutput(errorPipe, spec.OutputLimit);
        using var enough = new CancellationTokenSource();
        var drained = Task.WhenAll(output.DrainAsync(enough.Token), errors.DrainAsync(enough.Token));

        var ended = await EndsInTimeAsync(process, spec.Timeout, clock, ct);
        if (!ended)
            await EndTreeAsync(process, spec.Grace, marker, clock);
        enough.CancelAfter(DrainLimit);
        await drained;
        if (ended)
            return new CommandResult.Exited(process.ExitCode, output.Text(), errors.Text(), output.Truncated || errors.Truncated);

        ct.ThrowIfCancellationRequested();
        return new CommandResult.TimedOut(output.Text(), errors.Text());
    }

    private static async Task<bool> EndsInTimeAsync(Process process, TimeSpan timeout, TimeProvider clock, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Not cancellable: the caller is promised that nothing is left, and the tree's end is bounded anyway.
    private static Task<TreeEnd> EndTreeAsync(Process process, TimeSpan grace, string marker, TimeProvider clock)
    {
        var leader = ProcessIdentity.Of(process.Id) ?? ProcessIdentity.None;
        return new ProcessTree(marker, leader, ownsSession: false).EndAsync(grace, clock, CancellationToken.None);
    }
}
