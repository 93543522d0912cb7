using AgentFleet.Scanner.Checks.Pressures;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>The load as Linux tells of it: <c>/proc/loadavg</c> and <c>/proc/pressure</c>.</summary>
internal sealed class LinuxLoad(string proc) : ILoadSource
{
    internal string Online { get; init; } = "/sys/devices/system/cpu/online";

    public IProcessSource Processes { get; } = new LinuxProcesses(proc);

    public Task<(LoadSeen? Load, string Trouble)> ReadAsync(LookContext context, CancellationToken ct)
    {
        var load = Read(out var trouble);
        return Task.FromResult((load, trouble));
    }

    public SourceLook? Pressure(string resource, Thresholds thresholds, LookContext context) => PressureLook.At(proc, resource, thresholds, context);

    private LoadSeen? Read(out string trouble)
    {
        var file = Path.Combine(proc, "loadavg");
        if (KernelFile.Read(file, out trouble) is not { } text || KernelFile.Read(Online, out trouble) is not { } ranges)
            return null;
        var (average, processors) = (LoadAverage.Parse(text), Checks.Load.Processors.Count(ranges));
        trouble = average is null ? $"{file} tells no load" : $"{Online} tells no processors";
        return average is not null && processors is not null ? new(average, processors.Value) : null;
    }
}
