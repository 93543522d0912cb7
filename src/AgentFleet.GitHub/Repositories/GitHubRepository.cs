namespace AgentFleet.GitHub;

/// <summary>A repository. It may be renamed and moved; the number stays.</summary>
public sealed record GitHubRepository
{
    public required long Id { get; init; }

    public required string FullName { get; init; }

    public GitHubUser? Owner { get; init; }

    public string? DefaultBranch { get; init; }

    public bool Private { get; init; }

    public bool Fork { get; init; }

    public bool Archived { get; init; }

    public bool Disabled { get; init; }

    public bool? HasIssues { get; init; }

    /// <summary>Issues and pull requests together.</summary>
    public int? OpenIssuesCount { get; init; }

    public string? HtmlUrl { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset? PushedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Of the token that asked.</summary>
    public RepositoryPermissions? Permissions { get; init; }
}
