namespace AgentFleet.GitHub;

/// <summary>One run of a workflow.</summary>
public sealed record WorkflowRun
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public required long WorkflowId { get; init; }

    public int RunNumber { get; init; }

    /// <summary>More than 1 when it was run again.</summary>
    public int RunAttempt { get; init; }

    public string? Event { get; init; }

    public Word<RunStatus> Status { get; init; }

    public Word<Conclusion> Conclusion { get; init; }

    public string? HeadBranch { get; init; }

    public string? HeadSha { get; init; }

    /// <summary>Another one when it ran for a fork, whose branches may have the same names.</summary>
    public RepositoryMark? HeadRepository { get; init; }

    public string? Path { get; init; }

    public string? DisplayTitle { get; init; }

    public GitHubUser? Actor { get; init; }

    public GitHubUser? TriggeringActor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? RunStartedAt { get; init; }

    public string? HtmlUrl { get; init; }
}
