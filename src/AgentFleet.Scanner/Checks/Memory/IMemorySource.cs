using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>A system that tells of its memory.</summary>
internal interface IMemorySource
{
    /// <summary>Who tells of the processes that hold it.</summary>
    IProcessSource Processes { get; }

    Task<MemorySeen> ReadAsync(LookContext context, CancellationToken ct);

    /// <summary>How much tasks wait for memory, or what the system itself says of it; null where it says nothing and nobody asked.</summary>
    SourceLook? Pressure(MemorySeen seen, Thresholds thresholds, LookContext context);

    static IMemorySource On(Platforms platform) => platform == Platforms.MacOS ? new MacMemory() : new LinuxMemory(LinuxProcesses.Folder);
}

/// <summary>What a system told of its memory; null where it could not, and then why.</summary>
internal sealed record MemorySeen(MemoryFigures? Figures, PagingCounters? Paging)
{
    public string FiguresTrouble { get; init; } = "";

    public string PagingTrouble { get; init; } = "";

    /// <summary>What macOS says of its own memory.</summary>
    public MacPressure? Pressure { get; init; }

    public string PressureTrouble { get; init; } = "";
}
