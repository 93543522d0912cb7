using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Schedules;

namespace AgentFleet.Scanner.Definitions;

/// <summary>What to look at, how often, and when to believe what was seen.</summary>
/// <param name="Name">The definition's file name without its ending.</param>
/// <param name="Kind">The check's kind, which becomes the kind of its findings.</param>
/// <param name="Timeout">After this long a look is incomplete.</param>
/// <param name="ConfirmAfter">Bad looks in a row before a finding opens.</param>
/// <param name="ClearAfter">Good looks in a row before an open finding is resolved.</param>
/// <param name="Policy">Who fixes it; null: alert only, unless a policy matches by itself.</param>
public sealed record ScannerDefinition(
    string Name, string Kind, ScanSchedule Schedule, TimeSpan Timeout, int ConfirmAfter, int ClearAfter, string? Policy, ICheck Check)
{
    /// <summary>Whether it is meant only for machines on which it can look.</summary>
    public bool IfPossible { get; init; }

    /// <summary>Why it does not even try to look on this machine; null when it does.</summary>
    public string? LeftOut(Surroundings around) => IfPossible ? Check.CannotLook(around) : null;

    /// <summary>How long it must not have been seen bad before an open finding is resolved, however often it was looked at.</summary>
    public TimeSpan ClearFor { get; init; }

    /// <summary>How soon to look again while something is neither confirmed nor cleared; null: at the next firing.</summary>
    public TimeSpan? RetryInterval { get; init; }

    /// <summary>How many times its usual value a measurement is bad, whatever its absolute thresholds say.</summary>
    internal Thresholds Unusual { get; init; } = Thresholds.Never;

    /// <summary>Scanners, or subjects (<c>scanner/thing</c>), whose trouble explains whatever this one finds.</summary>
    public IReadOnlyList<string> InhibitedBy { get; init; } = [];

    /// <summary>When nobody wants to hear of what it finds.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];
}
