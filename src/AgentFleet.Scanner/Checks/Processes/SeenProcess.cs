namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>A process, whichever system tells of it.</summary>
/// <param name="Name">Of the program, without a folder.</param>
/// <param name="State">Such as R (running), Z (zombie), and for one that waits for a device D on Linux and U on macOS.</param>
/// <param name="Age">How long it has been running; null where that is not told.</param>
internal sealed record SeenProcess(int Pid, string Name, char State, int Parent, TimeSpan? Age, long ResidentBytes)
{
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>What the load counts.</summary>
    public bool IsBusy => State is 'R' or 'D' or 'U';
}
