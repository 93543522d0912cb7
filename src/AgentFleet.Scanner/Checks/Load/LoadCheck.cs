using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>How many tasks run or wait, for each processor of the machine.</summary>
/// <param name="perProcessor">Of the average of the last five minutes.</param>
/// <param name="cpu">Percent of the last minute in which some task waited for a processor.</param>
/// <param name="io">The same for input and output.</param>
internal sealed class LoadCheck(Thresholds perProcessor, Thresholds cpu, Thresholds io) : ICheck
{
    // The kernel's average of five minutes fades: what was is a twentieth of it only after three times that.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Who tells of the load; chosen by the platform.</summary>
    internal ILoadSource Source { get; init; } = ILoadSource.On(Platform.Here);

    public static CheckKind Kind { get; } = new(
        "load",
        "How many tasks ran or waited for a processor or a disk in the last five minutes, for each processor of the machine. macOS counts those that wait for a processor only.",
        "four small files of the kernel; when the load is high, one more for each process. On macOS one short process (sysctl); when the load is high, one more (ps)",
        (definition, _) => Read(definition))
    {
        Options =
        [
            new("thresholds", "tasks for each processor", "{ warning: 2, critical: 4 }", "The load of the last five minutes, divided by the number of processors."),
            new("pressure", "a map of cpu and io, percent", "no matter how much", "How much of the last minute some task waited (PSI, some avg60); such as { cpu: { warning: 80 }, io: { warning: 40, critical: 80 } }.")
            {
                Platforms = Platforms.Linux,
                Elsewhere = "leave it out: macOS does not tell how long tasks wait",
            },
        ],
    };

    private static LoadCheck Read(YamlMap definition)
    {
        var perProcessor = Thresholds.ReadNumbers(definition, "thresholds", new(2, 4));
        return definition.Map("pressure") is { } pressure
            ? new(perProcessor, Thresholds.ReadNumbers(pressure, "cpu", Thresholds.Never, most: 100), Thresholds.ReadNumbers(pressure, "io", Thresholds.Never, most: 100))
            : new(perProcessor, Thresholds.Never, Thresholds.Never);
    }

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var (seen, trouble) = await Source.ReadAsync(context, ct);
        SourceLook own = seen is null
            ? new(context.Scanner, [], trouble)
            : new(context.Scanner, [await JudgeAsync(seen.Average, seen.Processors, context, ct)]);
        SourceLook?[] sources = [own, Source.Pressure("cpu", cpu, context), Source.Pressure("io", io, context)];
        return new Look([.. sources.OfType<SourceLook>()]);
    }

    private async Task<Observation> JudgeAsync(LoadAverage load, int processors, LookContext context, CancellationToken ct)
    {
        var each = load.Five / processors;
        var level = perProcessor.LevelOf(each);
        var title = string.Create(CultureInfo.InvariantCulture,
            $"the load of the last five minutes is {Shown(each)} for each processor ({load.Five} on {processors} {(processors == 1 ? "processor" : "processors")})");
        return new("load", level, title, new JsonObject
        {
            ["load_1_minute"] = load.One,
            ["load_5_minutes"] = load.Five,
            ["load_15_minutes"] = load.Fifteen,
            ["processors"] = processors,
            ["per_processor"] = Shown(each),
            ["warning_per_processor"] = perProcessor.Warning,
            ["critical_per_processor"] = perProcessor.Critical,
            // A walk through all processes, so only when somebody will read it.
            ["busy"] = level == Level.Ok ? null : await Suspects.BusyAsync(Source.Processes, context, ct),
        })
        {
            Since = context.Clock.GetUtcNow() - Window,
            Measured = [new("per_processor", "", (double)Math.Round(each, 3))],
        };
    }

    // Rounded down: 1.999 must not read as 2 beside a threshold of 2.
    private static decimal Shown(decimal load) => Math.Floor(load * 100) / 100;
}
