namespace AgentFleet.GitHub;

/// <summary>What one outside service says of a commit.</summary>
public sealed record CommitStatus
{
    public Word<CommitState> State { get; init; }

    public string? Context { get; init; }

    public string? Description { get; init; }

    public string? TargetUrl { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

public enum CommitState
{
    Pending,
    Success,
    Failure,
    Error,
}
