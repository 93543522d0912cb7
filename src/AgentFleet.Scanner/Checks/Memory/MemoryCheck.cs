namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>How much memory is left, and whether the kernel had to kill for it.</summary>
internal sealed class MemoryCheck(MemoryLimits limits) : ICheck
{
    /// <summary>Who tells of the memory; chosen by the platform.</summary>
    internal IMemorySource Memory { get; init; } = IMemorySource.On(Platform.Here);

    public static CheckKind Kind { get; } = new(
        "memory",
        "How much memory is left, how much is swapped, and whether the kernel killed a process because none was left: that is always critical, once, at the look that finds it, whatever confirm_after says. Those that went beyond their container's limit count too. In a container these are the numbers of the machine around it. macOS does not count whom it killed; instead it is asked what it says of its memory itself: red in Activity Monitor is critical.",
        "three small files of the kernel; when memory is short, one more for each process. On macOS two short processes (vm_stat, sysctl); when memory is short, one more (ps)",
        (definition, _) => new MemoryCheck(MemoryLimits.Read(definition)))
    {
        Options =
        [
            new("thresholds", "percent of all memory", "{ warning: 85, critical: 95 }", "What is used and could not be had at once: all memory without the kernel's MemAvailable. On macOS, as Activity Monitor counts: what programs hold, what is wired down and what the compressor occupies."),
            new("available", "sizes, such as { warning: 2GiB, critical: 512MiB }", "no matter how much", "Bad when less than that could be had at once. Then the percent counts only if thresholds are written too."),
            new("swap", "percent of the swap", "no matter how much", "How much of it is in use. macOS makes more of it by itself, so that a high share says little there."),
            new("swapping", "pages a second", "no matter how many", "How much went to the swap and came from it since the last look; thresholds such as { warning: 1000, critical: 10000 }."),
            new("pressure", "percent of the last minute", "no matter how much", "How long some task waited for memory (PSI, some avg60); thresholds such as { warning: 10, critical: 40 }.")
            {
                Platforms = Platforms.Linux,
                Elsewhere = "leave it out: what macOS says of its memory is looked at anyway",
            },
        ],
    };

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var seen = await Memory.ReadAsync(context, ct);
        var (paging, notes) = new PagingLook(limits.Swapping).Look(seen, context);
        var use = await new MemoryUse(Memory.Processes, limits).LookAsync(seen, context, ct);
        SourceLook?[] sources = [use, paging, Memory.Pressure(seen, limits.Pressure, context)];
        return new Look([.. sources.OfType<SourceLook>()]) { Notes = notes };
    }
}
