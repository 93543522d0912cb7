namespace AgentFleet.Ledger.Scanning;

/// <summary>Why a cycle ran.</summary>
public enum CycleTrigger
{
    Schedule,
    Person,

    /// <summary>An attempt ended and wants its second look.</summary>
    Look,
}

/// <summary>How a cycle ended.</summary>
public enum CycleStatus
{
    Running,

    /// <summary>Every source answered completely.</summary>
    Complete,

    /// <summary>Some did.</summary>
    Partial,

    /// <summary>None did.</summary>
    Failed,

    /// <summary>The scanner died in the middle; nothing of it counts.</summary>
    Abandoned,
}

/// <summary>A cycle that has begun, with the attempts that its look can judge: those that had ended when it began.</summary>
public sealed record Cycle(Guid Id, string Scanner, DateTimeOffset StartedAt, IReadOnlyList<AwaitingLook> Awaiting);

/// <summary>An attempt that has ended and waits for the scanner's second look at its finding.</summary>
public sealed record AwaitingLook(Guid AttemptId, Guid FindingId, string Scanner, DateTimeOffset EndedAt)
{
    /// <summary>False when it never began, because what it was for was found changed: it only wants to know how things stand.</summary>
    public bool Ran { get; init; } = true;
}

/// <summary>What one source of a scanner answered. An error means that the look was not complete.</summary>
public sealed record SourceAnswer(string Source, int Subjects, string? Error)
{
    public bool Complete => Error is null;
}

/// <summary>What the second look after an attempt says.</summary>
public enum Verdict
{
    Fixed,
    NotFixed,

    /// <summary>The look could not be completed, so nobody knows.</summary>
    Unknown,
}

/// <summary>A verdict to be written.</summary>
public sealed record Verification(Guid AttemptId, Guid FindingId, Verdict Verdict, string? Reason);
