namespace AgentFleet.GitHub;

/// <summary>What all statuses of a commit come to, and the first hundred of them.</summary>
public sealed record CombinedStatus
{
    public Word<CommitState> State { get; init; }

    public string? Sha { get; init; }

    /// <summary>None: then the state is pending and means nothing.</summary>
    public int TotalCount { get; init; }

    public IReadOnlyList<CommitStatus> Statuses { get; init => field = value ?? []; } = [];
}
