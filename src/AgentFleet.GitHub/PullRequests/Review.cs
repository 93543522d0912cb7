namespace AgentFleet.GitHub;

/// <summary>What somebody said of a pull request. The last one of each person that approves, requests changes or was dismissed is what counts.</summary>
public sealed record Review
{
    public required long Id { get; init; }

    public GitHubUser? User { get; init; }

    public Word<ReviewState> State { get; init; }

    public string? Body { get; init; }

    public string? CommitId { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public Word<Association> AuthorAssociation { get; init; }
}

public enum ReviewState
{
    Pending,
    Commented,
    Approved,
    ChangesRequested,
    Dismissed,
}
