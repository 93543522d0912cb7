using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Whether the processes that should run do, and whether they are well.</summary>
internal sealed class ProcessCheck(ProcessChoice choice, ProcessLimits limits) : ICheck
{
    private string Proc { get; init; } = "/proc";

    public static CheckKind Kind { get; } = new(
        "process",
        "How many processes of a name or a command line run, how long, how many of them are zombies, and how many file descriptors they have open. Without name and command: the zombies of the whole machine.",
        "one small file for each process; with command or descriptors, another",
        Read)
    {
        Platforms = Platforms.Linux,
        Options =
        [
            new("name", "text", "any", "The program's name, such as nginx; what it calls itself, as ps shows it."),
            new("command", "text", "any", "What must stand somewhere in the command line, such as \"manage.py runworker\"; capitals count."),
            new("min", "a number of processes", "1; 0 where neither name nor command is given", "Fewer is critical. Zombies do not count."),
            new("max", "a number of processes", "any number", "More is critical."),
            new("age", "durations", "no matter how long", "How long the oldest runs; thresholds such as { warning: 6h, critical: 1d }."),
            new("zombies", "a number of processes", "{ warning: 20, critical: 200 } where neither name nor command is given", "Those that have ended without being waited for. They are found by their name only."),
            new("descriptors", "percent of the soft limit", "no matter how many", "File descriptors that the worst of them has open; thresholds such as { warning: 80, critical: 95 }. Other users' can be seen by root only."),
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
    internal ProcessCheck At(string proc) => new(choice, limits) { Proc = proc };

    public Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var list = ProcessList.Read(Proc, ct);
        IReadOnlyList<ProcessStat> chosen = [.. list.Seen.Where(process => choice.Fits(Proc, process))];
        SourceLook?[] sources = [new ProcessJudge(choice, limits, Proc).Of(context.Scanner, chosen, list.Incomplete), Descriptors(chosen, list.Incomplete, ct)];
        return Task.FromResult(new Look([.. sources.OfType<SourceLook>()]));
    }

    private SourceLook? Descriptors(IReadOnlyList<ProcessStat> chosen, string? incomplete, CancellationToken ct) =>
        limits.Descriptors == Thresholds.Never ? null : new DescriptorLook(Proc, choice, limits.Descriptors).At(chosen, incomplete, ct);
}
