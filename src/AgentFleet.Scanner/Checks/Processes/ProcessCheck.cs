using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Whether the processes that should run do, and whether they are well.</summary>
internal sealed class ProcessCheck(ProcessChoice choice, ProcessLimits limits) : ICheck
{
    /// <summary>Who tells of the processes; chosen by the platform.</summary>
    private IProcessSource Processes { get; init; } = IProcessSource.On(Platform.Here);

    // Only where descriptors are asked for, which is refused elsewhere.
    private string Proc { get; init; } = LinuxProcesses.Folder;

    public static CheckKind Kind { get; } = new(
        "process",
        "How many processes of a name or a command line run, how long, how many of them are zombies, and how many file descriptors they have open. Without name and command: the zombies of the whole machine.",
        "one small file for each process; with command or descriptors, another. On macOS one short process (ps); with command, two",
        Read)
    {
        Options =
        [
            new("name", "text", "any", "The program's name, such as nginx; what it calls itself, as ps shows it; on macOS the name of its file."),
            new("command", "text", "any", "What must stand somewhere in the command line, such as \"manage.py runworker\"; capitals count."),
            new("min", "a number of processes", "1; 0 where neither name nor command is given", "Fewer is critical. Zombies do not count."),
            new("max", "a number of processes", "any number", "More is critical."),
            new("age", "durations", "no matter how long", "How long the oldest runs; thresholds such as { warning: 6h, critical: 1d }."),
            new("zombies", "a number of processes", "{ warning: 20, critical: 200 } where neither name nor command is given", "Those that have ended without being waited for. They are found by their name only."),
            new("descriptors", "percent of the soft limit", "no matter how many", "File descriptors that the worst of them has open; thresholds such as { warning: 80, critical: 95 }. Other users' can be seen by root only.")
            {
                Platforms = Platforms.Linux,
                Elsewhere = "leave it out: macOS tells them only by a long list of all open files",
            },
        ],
    };

    private static ProcessCheck Read(YamlMap definition, Problems problems)
    {
        var choice = new ProcessChoice(TextOf("name"), TextOf("command"));
        if (choice.Name?.Contains('/', StringComparison.Ordinal) == true)
            definition.Refuse("name", "\"name\" must be a name without a folder", $"write {Quoted.Of(Path.GetFileName(choice.Name))}, or the path as \"command\"");
        return new ProcessCheck(choice, ProcessLimits.Read(definition, choice.IsAll));

        string? TextOf(string key) => definition.Has(key) ? definition.RequiredText(key) : null;
    }

    /// <summary>The same with another folder in place of <c>/proc</c>.</summary>
    internal ProcessCheck At(string proc) => new(choice, limits) { Processes = new LinuxProcesses(proc), Proc = proc };

    /// <summary>The same with another teller of processes.</summary>
    internal ProcessCheck From(IProcessSource processes) => new(choice, limits) { Processes = processes };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var list = await Processes.ReadAsync(choice.Command is not null, context.Timeout * 0.8, context.Clock, ct);
        IReadOnlyList<SeenProcess> chosen = [.. list.Seen.Where(process => choice.Fits(process, list.CommandOf))];
        SourceLook?[] sources = [new ProcessJudge(choice, limits).Of(context.Scanner, chosen, list.Incomplete, list.Ageless), Descriptors(chosen, list.Incomplete, ct)];
        return new Look([.. sources.OfType<SourceLook>()]);
    }

    private SourceLook? Descriptors(IReadOnlyList<SeenProcess> chosen, string? incomplete, CancellationToken ct) =>
        limits.Descriptors == Thresholds.Never ? null : new DescriptorLook(Proc, choice, limits.Descriptors).At(chosen, incomplete, ct);
}
