namespace AgentFleet.Scanner.Service;

/// <summary>Where the scanner service finds its definitions.</summary>
public sealed record ScannerOptions(string Folder)
{
    /// <summary>How often the folder is read for definitions that came, went or got another schedule.</summary>
    public TimeSpan Housekeeping { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How soon a look that saw nothing is repeated where the schedule would take longer.</summary>
    public TimeSpan BlindRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often it is asked whether an attempt waits for a look although no bell was heard.</summary>
    public TimeSpan SlowTick { get; init; } = TimeSpan.FromSeconds(15);
}
