using AgentFleet.Hub.Access;
using AgentFleet.Hub.Faults;

namespace AgentFleet.Hub.Wire;

/// <summary>What was made of a request: its answer, who asked, and what is to go wrong on the way.</summary>
internal sealed record Outcome(Caller Caller, Answer Answer)
{
    public bool CostsQuota { get; init; }

    public FaultOrder? Fault { get; init; }

    /// <summary>The connection is cut before a word of the answer.</summary>
    public bool IsSilent => Fault is { Fault: GitHubFault.Hang or GitHubFault.Drop };
}
