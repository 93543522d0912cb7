using System.Text.Json.Nodes;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>Memory as macOS tells of it: <c>vm_stat</c> and <c>sysctl</c>. It does not count whom it killed for want of memory.</summary>
internal sealed class MacMemory : IMemorySource
{
    private const string Size = "hw.memsize";
    private const string Swap = "vm.swapusage";
    private const string PressureLevel = "kern.memorystatus_vm_pressure_level";

    /// <summary>A test has others.</summary>
    internal string VmStatProgram { get; init; } = "/usr/bin/vm_stat";

    internal string SysctlProgram { get; init; } = Sysctl.Program;

    public IProcessSource Processes { get; init; } = new MacProcesses();

    public async Task<MemorySeen> ReadAsync(LookContext context, CancellationToken ct)
    {
        var asked = SystemProgram.AskAsync([SysctlProgram, Size, Swap, PressureLevel], context.Timeout * 0.5, context.Clock, ct);
        var (pages, pagesTrouble) = await SystemProgram.AskAsync([VmStatProgram], context.Timeout * 0.5, context.Clock, ct);
        var (text, trouble) = await asked;

        var stat = pages is null ? null : VmStat.Parse(pages);
        var noPages = pages is null ? pagesTrouble : "vm_stat does not tell how its pages are used";
        var told = Sysctl.Parse(text ?? "");
        var seen = new MemorySeen(
            stat is not null && told.Number(Size) is > 0 and var total && SwapUsage.Parse(told.GetValueOrDefault(Swap)) is { } swap
                ? new(total, Math.Max(0, total - stat.Used * stat.PageSize), swap.Total, swap.Free)
                : null,
            stat is null ? null : new(context.Clock.GetUtcNow(), stat.Swapins, stat.Swapouts, Kills: null) { PageSize = stat.PageSize });
        return seen with
        {
            FiguresTrouble = stat is null ? noPages : text is null ? trouble : $"sysctl does not tell {Size} and {Swap}",
            PressureTrouble = text is null ? trouble : $"sysctl does not tell {PressureLevel}",
            PagingTrouble = noPages,
            Pressure = told.Number(PressureLevel) is 1 or 2 or 4 ? (MacPressure)told.Number(PressureLevel)! : null,
        };
    }

    // Yellow is how many Macs look that are used and well.
    public SourceLook? Pressure(MemorySeen seen, Thresholds thresholds, LookContext context) => seen.Pressure is { } level
        ? new("memory-pressure",
        [
            new("memory-pressure", level == MacPressure.Critical ? Level.Critical : Level.Ok, level switch
            {
                MacPressure.Normal => "macOS says that memory is well",
                MacPressure.Warning => "macOS says that memory is getting short",
                _ => "macOS says that memory is critically short",
            }, new JsonObject { ["pressure_level"] = level.ToString() }),
        ])
        : new("memory-pressure", [], seen.PressureTrouble);
}
