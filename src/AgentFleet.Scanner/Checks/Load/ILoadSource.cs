using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>A system that tells of its load.</summary>
internal interface ILoadSource
{
    /// <summary>Who tells of the processes that make it.</summary>
    IProcessSource Processes { get; }

    /// <summary>Null, and why, when it cannot be told.</summary>
    Task<(LoadSeen? Load, string Trouble)> ReadAsync(LookContext context, CancellationToken ct);

    /// <summary>How much tasks wait for <c>cpu</c> or <c>io</c>; null where that is not told and nobody asked.</summary>
    SourceLook? Pressure(string resource, Thresholds thresholds, LookContext context);

    static ILoadSource On(Platforms platform) => platform == Platforms.MacOS ? new MacLoad() : new LinuxLoad(LinuxProcesses.Folder);
}

internal sealed record LoadSeen(LoadAverage Average, int Processors);
