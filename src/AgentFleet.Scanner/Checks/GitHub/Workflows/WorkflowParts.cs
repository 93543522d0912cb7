using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>What was seen of the workflows of a repository.</summary>
/// <param name="Standings">By the workflow's number.</param>
/// <param name="Issues">Those that tell of failures; null when they could not be seen, or nobody needs them.</param>
/// <param name="Apart">Workflows that were asked about by themselves.</param>
internal sealed record WorkflowParts(
    IReadOnlyDictionary<long, WorkflowStanding> Standings, Listing<Issue>? Issues, IReadOnlyList<long> Apart, IReadOnlyDictionary<string, string> ETags);
