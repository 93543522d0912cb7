using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Origins;

namespace AgentFleet.Supervisor.Policies;

/// <summary>Findings that a policy takes: every condition given must hold.</summary>
public sealed record FindingMatch(string? Kind, string? Scanner)
{
    /// <summary>All of them must be among the labels that the finding's evidence tells of; upper and lower case are the same.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public bool Takes(Finding finding) =>
        (Kind is null || Kind == finding.Kind) && (Scanner is null || Scanner == finding.Scanner) && (Labels.Count == 0 || HasLabels(finding));

    private bool HasLabels(Finding finding)
    {
        var there = Evidence.Of(finding).Texts("labels").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Labels.All(there.Contains);
    }
}
