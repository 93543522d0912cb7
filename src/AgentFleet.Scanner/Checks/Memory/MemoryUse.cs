using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>How much memory and swap is in use.</summary>
internal sealed class MemoryUse(IProcessSource processes, MemoryLimits limits)
{
    public async Task<SourceLook> LookAsync(MemorySeen memory, LookContext context, CancellationToken ct) => memory.Figures is { } figures
        ? new(context.Scanner, [await OfMemoryAsync(figures.Total, figures.Available, context, ct), OfSwap(figures.SwapTotal, figures.SwapFree)])
        : new(context.Scanner, [], memory.FiguresTrouble);

    private async Task<Observation> OfMemoryAsync(long total, long available, LookContext context, CancellationToken ct)
    {
        var percent = Percent.Of(total - available, total);
        var (byShare, byRest) = (limits.Used.LevelOf(percent), limits.Available.LevelOfLeft(available));
        var level = byRest > byShare ? byRest : byShare;
        return new("used", level, $"memory is {Percent.Print(percent)} used ({Sizes.Print(available)} of {Sizes.Print(total)} available)", new JsonObject
        {
            ["total_bytes"] = total,
            ["available_bytes"] = available,
            ["used_percent"] = Percent.Shown(percent),
            ["warning_percent"] = limits.Used.Warning,
            ["critical_percent"] = limits.Used.Critical,
            ["available_warning_bytes"] = limits.Available.Warning,
            ["available_critical_bytes"] = limits.Available.Critical,
            // A walk through all processes, so only when somebody will read it.
            ["largest"] = level == Level.Ok ? null : await Suspects.LargestAsync(processes, context, ct),
        })
        {
            Measured = [new("used_percent", "%", (double)Math.Round(percent, 2)), new("available_bytes", "B", available)],
        };
    }

    private Observation OfSwap(long total, long free)
    {
        var percent = total > 0 ? Percent.Of(total - free, total) : 0;
        var title = total > 0 ? $"swap is {Percent.Print(percent)} used ({Sizes.Print(free)} of {Sizes.Print(total)} left)" : "there is no swap";
        return new("swap", total > 0 ? limits.Swap.LevelOf(percent) : Level.Ok, title, new JsonObject
        {
            ["total_bytes"] = total,
            ["used_bytes"] = total - free,
            ["used_percent"] = Percent.Shown(percent),
            ["warning_percent"] = limits.Swap.Warning,
            ["critical_percent"] = limits.Swap.Critical,
        })
        {
            Measured = total > 0 ? [new("used_bytes", "B", total - free)] : [],
        };
    }
}
