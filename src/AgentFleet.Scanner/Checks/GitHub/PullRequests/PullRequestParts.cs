using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>All that is asked about a pull request. A part that could not be seen whole is null.</summary>
internal sealed record PullRequestParts(PullRequest Pull, IReadOnlyList<CheckRun>? Checks, CombinedStatus? Status, IReadOnlyList<Review>? Reviews)
{
    /// <summary>To be remembered when all of it was seen.</summary>
    public required IReadOnlyDictionary<string, string> ETags { get; init; }
}
