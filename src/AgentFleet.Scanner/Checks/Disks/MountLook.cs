using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>One look at one mount, by df: it knows about inodes, and a hanging mount holds up a child and not us.</summary>
internal sealed class MountLook(Mount mount, Thresholds thresholds, EarlierLooks earlier, string df)
{
    /// <summary>Null when the file system has no size: nothing can fill it.</summary>
    public async Task<SourceLook?> LookAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        if (earlier.StillHangAt(mount.Point))
            return new SourceLook(mount.Point, [], "the look before still hangs");

        var blocks = AskAsync("-k", patience, clock, ct);
        var inodes = AskAsync("-i", patience, clock, ct);
        var (bytes, blocksTrouble) = Read(await blocks, DfLine.Bytes);
        var (files, inodesTrouble) = Read(await inodes, DfLine.Inodes);

        if ((blocksTrouble ?? inodesTrouble) is { } trouble)
            return new SourceLook(mount.Point, [], PlainText.Line(trouble, 300));
        return bytes?.Percent is { } percent ? new SourceLook(mount.Point, [Judge(bytes, percent, files)]) : null;
    }

    private Task<CommandResult> AskAsync(string unit, TimeSpan patience, TimeProvider clock, CancellationToken ct) =>
        Command.RunAsync(
            new CommandSpec([df, "-P", unit, mount.Point], patience) { Grace = TimeSpan.Zero, Started = process => earlier.Add(mount.Point, process) },
            clock, ct);

    private (Usage? Usage, string? Trouble) Read(CommandResult result, Func<string, Usage?> parse) => result switch
    {
        CommandResult.Exited { Code: 0 } answer when parse(answer.Output) is { } usage => (usage, null),
        CommandResult.Exited { Errors.Length: > 0 } failed => (null, failed.Errors),
        CommandResult.TimedOut => (null, $"{mount.Point} did not answer in time"),
        CommandResult.NotStarted never => (null, never.Reason),
        _ => (null, $"df says nothing about {mount.Point}"),
    };

    private Observation Judge(Usage bytes, decimal percent, Usage? inodes)
    {
        var byBytes = thresholds.LevelOf(percent);
        var byInodes = inodes?.Percent is { } share ? thresholds.LevelOf(share) : Level.Ok;
        var title = byInodes > byBytes
            ? string.Create(CultureInfo.InvariantCulture, $"{mount.Point} has used {Shown(inodes!.Percent)} % of its inodes ({inodes.Free} left)")
            : $"{mount.Point} is {Shown(percent)} % full ({Sizes.Print(bytes.Free)} left)";
        return new Observation(mount.Point, byInodes > byBytes ? byInodes : byBytes, PlainText.Line(title, 200), Evidence(bytes, inodes));
    }

    private JsonObject Evidence(Usage bytes, Usage? inodes) => new()
    {
        ["mount"] = mount.Point,
        ["type"] = mount.Type,
        ["used_bytes"] = bytes.Used,
        ["free_bytes"] = bytes.Free,
        ["used_percent"] = Floor(bytes.Percent),
        ["inodes_used"] = inodes?.Used,
        ["inodes_free"] = inodes?.Free,
        ["inodes_percent"] = Floor(inodes?.Percent),
        ["warning"] = thresholds.Warning,
        ["critical"] = thresholds.Critical,
    };

    // Rounded down: 89.97 must not read as 90 beside a threshold of 90.
    private static decimal? Floor(decimal? percent) => percent is { } value ? Math.Floor(value * 10) / 10 : null;

    private static string Shown(decimal? percent) => string.Create(CultureInfo.InvariantCulture, $"{Floor(percent):0.#}");
}
