using AgentFleet.Definitions;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>
/// How full each mounted file system is, in bytes and in inodes. Each mount is a source of its own, so that a network
/// file system that hangs blinds nothing else.
/// </summary>
internal sealed class DiskCheck(MountChoice choice, DiskLimits limits) : ICheck
{
    // Enough that some hanging mounts do not keep the others waiting.
    private const int AtOnce = 16;

    // The same check looks in every cycle until its definition is edited.
    private readonly EarlierLooks _earlier = new();

    /// <summary>The program that is asked about mounts of other machines; a test has one that hangs.</summary>
    internal string Df { get; init; } = "df";

    /// <summary>Whether a local mount is asked for directly; not so where a test needs <see cref="Df"/>.</summary>
    internal bool AsksKernel { get; init; } = !OperatingSystem.IsMacOS();

    public static CheckKind Kind { get; } = new(
        "disk",
        "How full each mounted file system is, in bytes and in inodes. Pseudo file systems are left out, and one device that is mounted twice counts once.",
        "one system call a local mount; two short processes (df) for one that another machine serves",
        (definition, _) => new DiskCheck(new MountChoice(ReadPaths(definition, "mounts"), ReadPaths(definition, "exclude")), DiskLimits.Read(definition)))
    {
        Options =
        [
            new("mounts", "list of mount points", "all that hold files", "Look at these only; one that is not mounted is reported."),
            new("exclude", "list of mount points", "none", "Leave these out, and what is mounted below them."),
            new("thresholds", "percent of what users may fill", "{ warning: 80, critical: 90 }", "For bytes and for inodes."),
            new("free", "sizes, such as { warning: 20GiB, critical: 5GiB }", "no matter how much", "Bad when less than that is left. Then the percent of bytes counts only if thresholds are written too; that of inodes always does."),
            new("full_within", "duration", "no matter when", "A warning when it will be full sooner than that, at the pace of the last six hours."),
        ],
    };

    /// <summary>Lists what is mounted; a test has other lists.</summary>
    internal Func<LookContext, CancellationToken, Task<IReadOnlyList<Mount>>> Mounted { get; init; } = MountedAsync;

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var all = await Mounted(context, ct);
        var mounts = choice.From(all);
        var missing = choice.Only.Except(mounts.Select(mount => mount.Point)).Except(choice.Exclude);
        var places = new SemaphoreSlim(AtOnce);
        var looks = await Task.WhenAll(mounts.Select(mount => LookAtAsync(mount, mount.MayHang(all), places, context, ct)));
        var still = (await Mounted(context, ct)).Select(mount => mount.Point).ToHashSet(StringComparer.Ordinal);

        SourceLook[] sources = [.. looks.OfType<SourceLook>().Select(look => Believed(look, still)), .. missing.Select(point => new SourceLook(point, [], $"{point} is not mounted"))];
        return sources.Length == 0
            ? Look.Blind(context.Scanner, "there is no file system to look at")
            : new Look(sources) { Notes = Writable(mounts, context) };
    }

    // Where nothing is mounted any more, what was seen is the file system below.
    private static SourceLook Believed(SourceLook look, HashSet<string> mounted) =>
        look.Incomplete is not null || look.Observations.All(seen => mounted.Contains(seen.Thing!)) ? look : new(look.Source, [], $"{look.Source} was unmounted during the look");

    // A mount that could be written once and is read-only now was turned so by the kernel, because its disk fails.
    private static Dictionary<string, string> Writable(IReadOnlyList<Mount> mounts, LookContext context) => mounts
        .Where(mount => !mount.IsReadOnly || context.Notes.ContainsKey(mount.Point))
        .ToDictionary(mount => mount.Point, _ => "writable", StringComparer.Ordinal);

    private async Task<SourceLook?> LookAtAsync(Mount mount, bool mayHang, SemaphoreSlim places, LookContext context, CancellationToken ct)
    {
        // Early enough that what the other mounts say is still in time.
        var patience = context.Timeout * 0.7;
        await places.WaitAsync(ct);
        try
        {
            var look = new MountLook(mount, new MountJudge(limits, context), _earlier, Df, AsksKernel && !mayHang);
            return await look.LookAsync(patience, context.Clock, ct).WaitAsync(patience, context.Clock, ct);
        }
        catch (TimeoutException)
        {
            return new SourceLook(mount.Point, [], $"{mount.Point} did not answer within {Durations.Print(patience)}");
        }
        finally
        {
            places.Release();
        }
    }

    private static async Task<IReadOnlyList<Mount>> MountedAsync(LookContext context, CancellationToken ct)
    {
        if (!OperatingSystem.IsMacOS())
            return [.. LinuxMounts.Parse(await File.ReadAllTextAsync(LinuxMounts.File, ct))];
        // Of a list that was cut, what is missing would seem to be gone.
        return await Command.RunAsync(new CommandSpec(MacMounts.Command, context.Timeout), context.Clock, ct) is CommandResult.Exited { Code: 0, Truncated: false } list
            ? [.. MacMounts.Parse(list.Output)]
            : [];
    }

    private static IReadOnlyList<string> ReadPaths(YamlMap definition, string key)
    {
        var paths = definition.TextList(key);
        foreach (var path in paths.Where(path => !path.StartsWith('/')))
            definition.Refuse(key, $"{Quoted.Of(key)} must list mount points, which begin with \"/\"; {Quoted.Of(path)} does not");
        return [.. paths.Select(path => path.Length > 1 ? path.TrimEnd('/') : path)];
    }
}
