using AgentFleet.Scanner.Checks.Pressures;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>How much memory is left, and whether the kernel had to kill for it.</summary>
internal sealed class MemoryCheck(MemoryLimits limits) : ICheck
{
    internal string Proc { get; init; } = "/proc";

    public static CheckKind Kind { get; } = new(
        "memory",
        "How much memory is left, how much is swapped, and whether the kernel killed a process because none was left: that is always critical, once, at the look that finds it. With a confirm_after above 1 it would never be told. Those that went beyond their container's limit count too. In a container these are the numbers of the machine around it.",
        "three small files of the kernel; when memory is short, one more for each process",
        (definition, _) => new MemoryCheck(MemoryLimits.Read(definition)))
    {
        Platforms = Platforms.Linux,
        Options =
        [
            new("thresholds", "percent of all memory", "{ warning: 85, critical: 95 }", "What is used and could not be had at once: all memory without the kernel's MemAvailable."),
            new("swap", "percent of the swap", "no matter how much", "How much of it is in use."),
            new("swapping", "pages a second", "no matter how many", "How much went to the swap and came from it since the last look; thresholds such as { warning: 1000, critical: 10000 }."),
            new("pressure", "percent of the last minute", "no matter how much", "How long some task waited for memory (PSI, some avg60); thresholds such as { warning: 10, critical: 40 }."),
        ],
    };

    public Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var (paging, notes) = new PagingLook(Proc, limits.Swapping).Look(context);
        SourceLook?[] sources = [new MemoryUse(Proc, limits).Look(context.Scanner, ct), paging, PressureLook.At(Proc, "memory", limits.Pressure)];
        return Task.FromResult(new Look([.. sources.OfType<SourceLook>()]) { Notes = notes });
    }
}
