using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Cycles;

/// <summary>What became of a cycle that was to run.</summary>
public abstract record CycleOutcome
{
    private CycleOutcome() { }

    public sealed record Ran(CycleReport Report) : CycleOutcome;

    /// <summary>The same scanner is looking already, here or in another process.</summary>
    public sealed record Overlapped : CycleOutcome;
}

/// <summary>
/// What a cycle saw and did. When it had to look more than once to come to a verdict, the look, id and status are those
/// of the last cycle; the changes and verifications are those of all.
/// </summary>
public sealed record CycleReport(
    Guid CycleId, Look Look, IReadOnlyList<FindingChange> Changes, IReadOnlyList<Verification> Verifications, CycleStatus Status)
{
    /// <summary>Something is neither confirmed nor cleared: the next look decides.</summary>
    public bool IsSoft => Changes.Any(change => change.After is { State: FindingState.Pending } or { State: FindingState.Open, GoodLooks: > 0 });

    /// <summary>Something could not be seen, and not for so long yet that anybody was told.</summary>
    public bool IsBlindForNow => Changes.Any(change => change.After is { Kind: CheckKinds.Unknown, State: FindingState.Pending });
}
