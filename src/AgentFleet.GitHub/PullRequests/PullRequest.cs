namespace AgentFleet.GitHub;

/// <summary>A pull request. What GitHub works out or counts is there only when it was asked for by its number.</summary>
public sealed record PullRequest
{
    public required long Id { get; init; }

    public required int Number { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public Word<IssueState> State { get; init; }

    public bool Draft { get; init; }

    public bool Locked { get; init; }

    public GitHubUser? User { get; init; }

    public Word<Association> AuthorAssociation { get; init; }

    public IReadOnlyList<IssueLabel> Labels { get; init => field = value ?? []; } = [];

    public IReadOnlyList<GitHubUser> RequestedReviewers { get; init => field = value ?? []; } = [];

    public PullRequestBranch? Head { get; init; }

    public PullRequestBranch? Base { get; init; }

    /// <summary>Null until GitHub has worked it out: ask again.</summary>
    public bool? Mergeable { get; init; }

    public Word<MergeableState> MergeableState { get; init; }

    public int? ChangedFiles { get; init; }

    public int? Additions { get; init; }

    public int? Deletions { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    public string? HtmlUrl { get; init; }
}

public enum MergeableState
{
    Unknown,
    Clean,
    Dirty,
    Blocked,
    Behind,
    Unstable,
    HasHooks,
    Draft,
}
