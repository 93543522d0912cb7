using AgentFleet.Scanner.Checks.Pressures;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>Memory as Linux tells of it: <c>/proc/meminfo</c>, <c>/proc/vmstat</c> and <c>/proc/pressure/memory</c>.</summary>
internal sealed class LinuxMemory(string proc) : IMemorySource
{
    public IProcessSource Processes { get; } = new LinuxProcesses(proc);

    public Task<MemorySeen> ReadAsync(LookContext context, CancellationToken ct)
    {
        var figures = Figures(out var figuresTrouble);
        var paging = Paging(context.Clock.GetUtcNow(), out var pagingTrouble);
        return Task.FromResult(new MemorySeen(figures, paging) { FiguresTrouble = figuresTrouble, PagingTrouble = pagingTrouble });
    }

    public SourceLook? Pressure(MemorySeen seen, Thresholds thresholds, LookContext context) => PressureLook.At(proc, "memory", thresholds, context);

    private MemoryFigures? Figures(out string trouble)
    {
        var file = Path.Combine(proc, "meminfo");
        if (KernelFile.Read(file, out trouble) is not { } text)
            return null;

        var kibibytes = NamedNumbers.Parse(text);
        if (kibibytes.GetValueOrDefault("MemTotal") is > 0 and var total && kibibytes.TryGetValue("MemAvailable", out var available))
            return new(total * 1024, Math.Min(available, total) * 1024, kibibytes.GetValueOrDefault("SwapTotal") * 1024, kibibytes.GetValueOrDefault("SwapFree") * 1024);
        trouble = $"{file} does not tell MemTotal and MemAvailable";
        return null;
    }

    private PagingCounters? Paging(DateTimeOffset at, out string trouble)
    {
        var file = Path.Combine(proc, "vmstat");
        if (KernelFile.Read(file, out trouble) is not { } text)
            return null;
        if (PagingCounters.Parse(text, at) is { } counters)
            return counters;
        trouble = $"{file} does not tell how many processes were killed for want of memory";
        return null;
    }
}
