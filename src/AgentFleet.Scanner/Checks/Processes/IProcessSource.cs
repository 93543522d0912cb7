namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>A system that tells of its processes.</summary>
internal interface IProcessSource
{
    /// <param name="withCommands">Whether somebody will ask for command lines.</param>
    Task<ProcessList> ReadAsync(bool withCommands, TimeSpan patience, TimeProvider clock, CancellationToken ct);

    static IProcessSource On(Platforms platform) => platform == Platforms.MacOS ? new MacProcesses() : new LinuxProcesses(LinuxProcesses.Folder);
}
