using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Pressures;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>How many tasks run or wait, for each processor of the machine.</summary>
/// <param name="perProcessor">Of the average of the last five minutes.</param>
/// <param name="cpu">Percent of the last minute in which some task waited for a processor.</param>
/// <param name="io">The same for input and output.</param>
internal sealed class LoadCheck(Thresholds perProcessor, Thresholds cpu, Thresholds io) : ICheck
{
    internal string Proc { get; init; } = "/proc";

    internal string Online { get; init; } = "/sys/devices/system/cpu/online";

    public static CheckKind Kind { get; } = new(
        "load",
        "How many tasks ran or waited for a processor or a disk in the last five minutes, for each processor of the machine.",
        "four small files of the kernel; when the load is high, one more for each process",
        (definition, _) => Read(definition))
    {
        Platforms = Platforms.Linux,
        Options =
        [
            new("thresholds", "tasks for each processor", "{ warning: 2, critical: 4 }", "The load of the last five minutes, divided by the number of processors."),
            new("pressure", "a map of cpu and io, percent", "no matter how much", "How much of the last minute some task waited (PSI, some avg60); such as { cpu: { warning: 80 }, io: { warning: 40, critical: 80 } }."),
        ],
    };

    private static LoadCheck Read(YamlMap definition)
    {
        var perProcessor = Thresholds.ReadNumbers(definition, "thresholds", new(2, 4));
        return definition.Map("pressure") is { } pressure
            ? new(perProcessor, Thresholds.ReadNumbers(pressure, "cpu", Thresholds.Never, most: 100), Thresholds.ReadNumbers(pressure, "io", Thresholds.Never, most: 100))
            : new(perProcessor, Thresholds.Never, Thresholds.Never);
    }

    public Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        SourceLook?[] sources = [LookAtLoad(context.Scanner, ct), PressureLook.At(Proc, "cpu", cpu), PressureLook.At(Proc, "io", io)];
        return Task.FromResult(new Look([.. sources.OfType<SourceLook>()]));
    }

    private SourceLook LookAtLoad(string source, CancellationToken ct)
    {
        var file = Path.Combine(Proc, "loadavg");
        if (KernelFile.Read(file, out var trouble) is not { } text || KernelFile.Read(Online, out trouble) is not { } ranges)
            return new(source, [], trouble);
        if (LoadAverage.Parse(text) is not { } load)
            return new(source, [], $"{file} tells no load");
        return Processors.Count(ranges) is { } processors
            ? new(source, [Judge(load, processors, ct)])
            : new(source, [], $"{Online} tells no processors");
    }

    private Observation Judge(LoadAverage load, int processors, CancellationToken ct)
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
            ["busy"] = level == Level.Ok ? null : Suspects.Busy(Proc, ct),
        })
        {
            Measured = [new("per_processor", "", (double)Math.Round(each, 3))],
        };
    }

    // Rounded down: 1.999 must not read as 2 beside a threshold of 2.
    private static decimal Shown(decimal load) => Math.Floor(load * 100) / 100;
}
