using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>
/// One look at one mount. A local one is asked directly; any other by df, so that a server that hangs holds up a child
/// and not us.
/// </summary>
internal sealed class MountLook(Mount mount, MountJudge judge, EarlierLooks earlier, string df, bool asksKernel)
{
    /// <summary>Null when the file system has no size: nothing can fill it.</summary>
    public async Task<SourceLook?> LookAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        if (asksKernel)
            return AskKernel();
        if (earlier.StillHangAt(mount.Point))
            return new SourceLook(mount.Point, [], "the look before still hangs");

        var blocks = AskDfAsync("-k", patience, clock, ct);
        var inodes = AskDfAsync("-i", patience, clock, ct);
        var (bytes, blocksTrouble) = Read(await blocks, DfLine.Bytes);
        var (files, inodesTrouble) = Read(await inodes, DfLine.Inodes);

        return (blocksTrouble ?? inodesTrouble) is { } trouble ? new SourceLook(mount.Point, [], PlainText.Line(trouble, 300)) : Seen(bytes!, files);
    }

    private SourceLook? AskKernel()
    {
        try
        {
            var (bytes, inodes) = FileSystemStatistics.Of(mount.Point);
            return Seen(bytes, inodes);
        }
        catch (IOException e)
        {
            return new SourceLook(mount.Point, [], e.Message);
        }
    }

    private SourceLook? Seen(Usage bytes, Usage? inodes) =>
        bytes.Percent is { } percent ? new SourceLook(mount.Point, [judge.Of(mount, bytes, percent, inodes)]) : null;

    private Task<CommandResult> AskDfAsync(string unit, TimeSpan patience, TimeProvider clock, CancellationToken ct) =>
        Command.RunAsync(
            new CommandSpec([df, "-P", unit, mount.Point], patience) { Grace = TimeSpan.Zero, Started = process => earlier.Add(mount.Point, process) },
            clock, ct);

    private (Usage? Usage, string? Trouble) Read(CommandResult result, Func<string, Usage?> parse) => result switch
    {
        CommandResult.Exited { Code: 0, Truncated: false } answer when parse(answer.Output) is { } usage => (usage, null),
        CommandResult.Exited { Errors.Length: > 0 } failed => (null, failed.Errors),
        CommandResult.TimedOut => (null, $"{mount.Point} did not answer in time"),
        CommandResult.NotStarted never => (null, never.Reason),
        _ => (null, $"df says nothing about {mount.Point}"),
    };
}
