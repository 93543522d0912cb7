using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>Whether somebody keeps the clock right, and how far off it is.</summary>
/// <param name="offset">Seconds.</param>
internal sealed class TimeCheck(Thresholds offset) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks the kernel; a test has another answer.</summary>
    internal Func<(KernelClock? Clock, string Trouble)> Kernel { get; init; } = () => (KernelClock.Ask(out var trouble), trouble);

    /// <summary>The program that is asked where the kernel was told nothing.</summary>
    internal string Chronyc { get; init; } = "chronyc";

    public static CheckKind Kind { get; } = new(
        "time",
        "Whether somebody keeps the clock right, and how far off it is, as the kernel was told or, where it was not, as chronyc tells. A clock that nobody keeps is a warning. In a container, and in a virtual machine whose host keeps its clock, that is so without fault.",
        "one system call; a short process (chronyc) where the kernel was told nothing",
        (definition, _) => new TimeCheck(Thresholds.ReadDurations(definition, "thresholds", new(0.1m, 1))))
    {
        Platforms = Platforms.Linux,
        Options = [new("thresholds", "durations", "{ warning: 100ms, critical: 1s }", "How far the clock is off: what it is still moved by, or the estimated error, whichever is more.")],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var (clock, trouble) = Kernel();
        if (clock is { IsSynchronized: true })
            return Seen(context, Judge("kernel", Math.Max(Math.Abs(clock.Offset), clock.EstimatedError), clock.LargestError));

        var patience = context.Timeout * 0.7 < Patience ? context.Timeout * 0.7 : Patience;
        var answer = await Command.RunAsync(new CommandSpec([Chronyc, "-n", "-c", "tracking"], patience) { Grace = TimeSpan.Zero }, context.Clock, ct);
        return answer switch
        {
            CommandResult.Exited { Code: 0 } told when ChronyTracking.Parse(told.Output) is { } tracking => Seen(context, tracking.IsSynchronized
                ? Judge("chrony", tracking.Offset, null)
                : Unkept("chrony", "chrony has found no server to keep the clock by")),
            _ when clock is not null => Seen(context, Unkept("kernel", "nobody keeps the clock: install and start systemd-timesyncd or chrony")),
            _ => Look.Blind(context.Scanner, $"{trouble}; install and start chrony, which can tell too"),
        };
    }

    private static Look Seen(LookContext context, Observation seen) => new([new SourceLook(context.Scanner, [seen])]);

    private static Observation Unkept(string toldBy, string title) =>
        new(null, Level.Warning, title, new JsonObject { ["told_by"] = toldBy, ["synchronized"] = false });

    private Observation Judge(string toldBy, decimal seconds, decimal? atMost)
    {
        // Rounded down, as everywhere: 99.9 ms must not read as 100 beside a threshold of 100.
        var title = seconds < 0.001m ? "the clock is right within a millisecond" : $"the clock is off by {Durations.Print(TimeSpan.FromSeconds((double)seconds))}";
        return new(null, offset.LevelOf(seconds), title, new JsonObject
        {
            ["told_by"] = toldBy,
            ["synchronized"] = true,
            ["offset_seconds"] = seconds,
            ["at_most_seconds"] = atMost,
            ["warning_seconds"] = offset.Warning,
            ["critical_seconds"] = offset.Critical,
        })
        {
            Measured = [new("offset_seconds", "s", (double)seconds)],
        };
    }
}
