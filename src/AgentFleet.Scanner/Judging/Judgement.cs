using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Judging;

/// <summary>What a look means for the findings of its scanner and for the attempts that wait for it.</summary>
/// <param name="Alerts">Those that belong to no change.</param>
/// <param name="Unsettled">A finding of an awaiting attempt looks good, but not often enough yet: look again soon.</param>
internal sealed record Judgement(
    IReadOnlyList<FindingChange> Changes, IReadOnlyList<Verification> Verifications, IReadOnlyList<NewAlert> Alerts, bool Unsettled);
