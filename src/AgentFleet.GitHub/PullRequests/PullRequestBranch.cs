namespace AgentFleet.GitHub;

/// <summary>One side of a pull request.</summary>
public sealed record PullRequestBranch
{
    public string? Ref { get; init; }

    public string? Sha { get; init; }

    public GitHubUser? User { get; init; }

    /// <summary>Null when the fork was deleted.</summary>
    public RepositoryMark? Repo { get; init; }
}
