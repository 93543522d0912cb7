namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Something that lines are added to.</summary>
internal interface ILogSource
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Adds the lines that were written since the last look to a tally.</summary>
    Task<LogReading> ReadAsync(LookContext context, LineTally tally, CancellationToken ct);
}

/// <summary>How reading went.</summary>
/// <param name="Notes">Where to read on; null: from where this look began.</param>
internal sealed record LogReading(IReadOnlyDictionary<string, string>? Notes)
{
    /// <summary>Why nothing could be read at all.</summary>
    public string? Blind { get; init; }

    /// <summary>Why not all that is new was read.</summary>
    public string? Missed { get; init; }

    /// <summary>Whether it was the first look: what stands there is old.</summary>
    public bool First { get; init; }

    public long SkippedBytes { get; init; }

    public bool Rotated { get; init; }

    public bool Truncated { get; init; }
}
