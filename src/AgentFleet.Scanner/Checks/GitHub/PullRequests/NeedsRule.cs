using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>Says what a pull request needs, by all that was seen of it.</summary>
internal sealed class NeedsRule(ReviewRule reviews, TimeSpan staleAfter, DateTimeOffset now)
{
    // So long GitHub and others may take to begin the checks of a new commit.
    private static readonly TimeSpan ChecksMayCome = TimeSpan.FromMinutes(10);

    public async Task<Needs> OfAsync(PullRequestParts parts, KnownPullRequest? before, CancellationToken ct)
    {
        var checks = CommitChecks.Of(parts.Checks, parts.Status, parts.Pull.UpdatedAt, now);
        return Needs.Of(
            [
                (Need.ChecksFailed, checks.Failed == false && AreComing(parts.Pull, checks, before) ? null : checks.Failed),
                (Need.Conflicts, HasConflicts(parts.Pull)),
                (Need.ChangesRequested, await reviews.AsksForChangesAsync(parts.Pull, parts.Reviews, ct)),
                (Need.Stale, StaleAt(parts.Pull) <= now),
            ],
            checks.FailedNames);
    }

    /// <summary>When it is to be judged anew although nothing has changed; null: never.</summary>
    public DateTimeOffset? Until(PullRequest pull, Needs needs)
    {
        DateTimeOffset?[] times = [StaleAt(pull), needs.Open.Contains(Need.ChecksFailed) ? pull.UpdatedAt + ChecksMayCome : null];
        return times.Where(time => time > now).Min();
    }

    // What failed on the commit before has not begun on this one, so it has not passed either.
    private bool AreComing(PullRequest pull, CommitChecks checks, KnownPullRequest? before) =>
        before is not null && before.HeadSha != pull.Head?.Sha && now < pull.UpdatedAt + ChecksMayCome && before.FailedChecks.Except(checks.Names).Any();

    // Null until GitHub has worked it out.
    private static bool? HasConflicts(PullRequest pull) => pull.Mergeable == false || pull.MergeableState.Is(MergeableState.Dirty) ? true
        : pull.Mergeable == true ? false
        : null;

    // A draft may lie for as long as it likes.
    private DateTimeOffset? StaleAt(PullRequest pull) => pull.Draft ? null : pull.UpdatedAt + staleAfter;
}
