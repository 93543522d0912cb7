using System.Text.Json.Nodes;
using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>How much memory and swap is in use: <c>/proc/meminfo</c>.</summary>
internal sealed class MemoryUse(string proc, MemoryLimits limits)
{
    public SourceLook Look(string source, CancellationToken ct)
    {
        var file = Path.Combine(proc, "meminfo");
        if (KernelFile.Read(file, out var trouble) is not { } text)
            return new(source, [], trouble);

        var kibibytes = NamedNumbers.Parse(text);
        if (kibibytes.GetValueOrDefault("MemTotal") is not (> 0 and var total) || !kibibytes.TryGetValue("MemAvailable", out var available))
            return new(source, [], $"{file} does not tell MemTotal and MemAvailable");
        return new(source,
        [
            OfMemory(total * 1024, Math.Min(available, total) * 1024, ct),
            OfSwap(kibibytes.GetValueOrDefault("SwapTotal") * 1024, kibibytes.GetValueOrDefault("SwapFree") * 1024),
        ]);
    }

    private Observation OfMemory(long total, long available, CancellationToken ct)
    {
        var percent = Percent.Of(total - available, total);
        var level = limits.Used.LevelOf(percent);
        return new("used", level, $"memory is {Percent.Print(percent)} used ({Sizes.Print(available)} of {Sizes.Print(total)} available)", new JsonObject
        {
            ["total_bytes"] = total,
            ["available_bytes"] = available,
            ["used_percent"] = Percent.Shown(percent),
            ["warning_percent"] = limits.Used.Warning,
            ["critical_percent"] = limits.Used.Critical,
            // A walk through all processes, so only when somebody will read it.
            ["largest"] = level == Level.Ok ? null : Suspects.Largest(proc, ct),
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
