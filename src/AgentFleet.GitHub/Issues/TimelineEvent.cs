namespace AgentFleet.GitHub;

/// <summary>Something that happened to an issue. Which of the parts are there depends on what it is.</summary>
public sealed record TimelineEvent
{
    public long? Id { get; init; }

    public Word<TimelineKind> Event { get; init; }

    /// <summary>Null when the account was deleted.</summary>
    public GitHubUser? Actor { get; init; }

    /// <summary>Who wrote a comment or a review.</summary>
    public GitHubUser? User { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Of a review.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public IssueLabel? Label { get; init; }

    public TitleChange? Rename { get; init; }

    /// <summary>Of a comment or a review.</summary>
    public string? Body { get; init; }

    public Word<Association> AuthorAssociation { get; init; }

    public string? CommitId { get; init; }

    public GitHubUser? By => Actor ?? User;

    public DateTimeOffset? At => CreatedAt ?? SubmittedAt;
}

public sealed record TitleChange
{
    public string? From { get; init; }

    public string? To { get; init; }
}
