using System.Security.Cryptography;
using System.Text;

namespace AgentFleet.GitHub;

/// <summary>An issue; or a pull request as the list of issues shows it.</summary>
public sealed record Issue
{
    public required long Id { get; init; }

    public required int Number { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public Word<IssueState> State { get; init; }

    public Word<IssueStateReason> StateReason { get; init; }

    /// <summary>Null when the account was deleted.</summary>
    public GitHubUser? User { get; init; }

    public Word<Association> AuthorAssociation { get; init; }

    /// <summary>Null when the answer does not say: that is not the same as none.</summary>
    public IReadOnlyList<IssueLabel>? Labels { get; init; }

    public IReadOnlyList<GitHubUser> Assignees { get; init => field = value ?? []; } = [];

    public bool Locked { get; init; }

    public int Comments { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the issue with its comments and labels: a later time does not say that the text was edited.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? HtmlUrl { get; init; }

    /// <summary>Another repository than was asked about when the issue was transferred.</summary>
    public string? RepositoryUrl { get; init; }

    public PullRequestMark? PullRequest { get; init; }

    public bool IsPullRequest => PullRequest is not null;

    /// <summary>Of exactly what people read of it: SHA-256 in hexadecimal digits of title and text, a line break between them.</summary>
    public string ContentHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Title}\n{Body}")));
}

/// <summary>Says that an issue is a pull request.</summary>
public sealed record PullRequestMark
{
    public string? HtmlUrl { get; init; }

    public DateTimeOffset? MergedAt { get; init; }
}
