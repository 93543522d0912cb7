namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>The processes of this machine that we can see, and why these are not all, if they are not.</summary>
internal sealed record ProcessList(IReadOnlyList<SeenProcess> Seen, string? Incomplete)
{
    /// <summary>What a process was started with; empty for a thread of the kernel, and for a process that is gone.</summary>
    public Func<SeenProcess, IReadOnlyList<string>> CommandOf { get; init; } = _ => [];

    /// <summary>Why no process has an age; null when they have.</summary>
    public string? Ageless { get; init; }
}
