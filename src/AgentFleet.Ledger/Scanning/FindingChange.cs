using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Ledger.Scanning;

/// <summary>What a look does to one finding: the row as it shall stand, and what is to be told about it.</summary>
public sealed record FindingChange(Finding After, ChangeKind Kind)
{
    /// <summary>Sent with the change, in the same transaction; null when nobody needs to know.</summary>
    public NewAlert? Alert { get; init; }
}

/// <summary>What happened to a finding; <see cref="SeenAgain"/> and <see cref="SeenGood"/> are not worth an event.</summary>
public enum ChangeKind
{
    Appeared,
    SeenAgain,
    Opened,
    Reopened,
    SeverityChanged,
    SeenGood,

    /// <summary>It went away before it was confirmed.</summary>
    Withdrawn,
    Resolved,
}

/// <summary>Everything that a finished cycle writes, at once.</summary>
public sealed record CycleResult(
    IReadOnlyList<SourceAnswer> Sources, IReadOnlyList<FindingChange> Changes, IReadOnlyList<Verification> Verifications, int Seen)
{
    /// <summary>Alerts that belong to no single change.</summary>
    public IReadOnlyList<NewAlert> Alerts { get; init; } = [];

    public CycleStatus Status => Sources.Count(s => s.Complete) switch
    {
        var complete when complete == Sources.Count => CycleStatus.Complete,
        0 => CycleStatus.Failed,
        _ => CycleStatus.Partial,
    };
}
