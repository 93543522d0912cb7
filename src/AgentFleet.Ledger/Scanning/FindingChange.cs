using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Ledger.Scanning;

/// <summary>What a look does to one finding: the row as it shall stand, and what is to be told about it.</summary>
public sealed record FindingChange(Finding After, ChangeKind Kind)
{
    /// <summary>Sent with the change, in the same transaction; null when nobody needs to know.</summary>
    public NewAlert? Alert { get; init; }

    /// <summary>Why it is so, where more than the look itself says it.</summary>
    public string? Reason { get; init; }

    /// <summary>What kept it quiet is over: what was held back of it is told now, if it still is so.</summary>
    public bool IsLoudAgain { get; init; }
}

/// <summary>What happened to a finding; <see cref="SeenAgain"/> and <see cref="SeenGood"/> are not worth an event.</summary>
public enum ChangeKind
{
    Appeared,
    SeenAgain,
    Opened,
    Reopened,
    SeverityChanged,

    /// <summary>It has lost its authority: nobody may fix it.</summary>
    Refused,

    /// <summary>It has got authority: it may be fixed.</summary>
    Admitted,
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

    /// <summary>What was measured.</summary>
    public IReadOnlyList<Sample> Samples { get; init; } = [];

    /// <summary>What the check wants to know at its next look, in place of what it noted before; null: that stays.</summary>
    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    /// <summary>Why a source could not be seen, with its name where the scanner has several and the reason does not begin with it.</summary>
    public static string Said(string scanner, string source, string reason) =>
        source == scanner || reason.StartsWith(source, StringComparison.Ordinal) ? reason : $"{source}: {reason}";

    public CycleStatus Status => Sources.Count(s => s.Complete) switch
    {
        var complete when complete == Sources.Count => CycleStatus.Complete,
        0 => CycleStatus.Failed,
        _ => CycleStatus.Partial,
    };
}
