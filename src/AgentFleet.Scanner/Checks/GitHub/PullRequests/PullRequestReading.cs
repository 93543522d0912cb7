using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>Asks for what belongs to a pull request: when nothing of it has changed that costs nothing, else all of it is asked for.</summary>
internal sealed class PullRequestReading(RepositoryScope scope, Tale tale)
{
    private readonly PullRequestQuestions _pulls = new(scope.Client);
    private readonly CommitQuestions _commits = new(scope.Client);

    public Task<Answer<PullRequest>> PullAsync(int number, Asking asking, CancellationToken ct) => _pulls.OneAsync(scope.Name, number, asking, ct);

    /// <param name="pull">Seen, or unchanged.</param>
    /// <returns>Null when nothing has changed, or the pull request itself cannot be seen, which is then told as trouble.</returns>
    public async Task<PullRequestParts?> ReadAsync(OwnPullRequest own, Answer<PullRequest> pull, Asking asking, CancellationToken ct)
    {
        var commit = pull is Answer<PullRequest>.Seen { Value.Head.Sha: { } head } ? head : own.HeadSha;
        var (checks, status, reviews) = await RestAsync(own.Number, commit, asking, ct);
        if (pull.IsUnchanged() && checks.IsUnchanged() && status.IsUnchanged() && reviews.IsUnchanged())
            return null;
        var afresh = asking with { Known = AnswerParts.NoETags };
        pull = await pull.WholeAsync(() => PullAsync(own.Number, afresh, ct));
        if (pull is not Answer<PullRequest>.Seen { Value: var seen } || seen.Head?.Sha != commit)
        {
            tale.Troubles.Add($"pull request #{own.Number}: {pull.Trouble ?? "it changed while it was looked at"}");
            return null;
        }
        checks = await checks.WholeAsync(() => _commits.ChecksOrRunsAsync(scope.Name, commit, afresh, ct));
        status = await status.WholeAsync(() => _commits.StatusAsync(scope.Name, commit, afresh, ct));
        reviews = await reviews.WholeAsync(() => _pulls.ReviewsAsync(scope.Name, own.Number, afresh, ct));
        return new(seen, Whole(own, "checks", checks), One(own, "status", status), Whole(own, "reviews", reviews))
        {
            // That GitHub is still working something out is nothing to remember.
            ETags = AnswerParts.Together(seen.Mergeable is null ? AnswerParts.NoETags : pull.ETags(), checks.ETags(), status.ETags(), reviews.ETags()),
        };
    }

    private async Task<(Answer<Listing<CheckRun>> Checks, Answer<CombinedStatus> Status, Answer<Listing<Review>> Reviews)> RestAsync(
        int number, string commit, Asking asking, CancellationToken ct)
    {
        var checks = _commits.ChecksOrRunsAsync(scope.Name, commit, asking, ct);
        var status = _commits.StatusAsync(scope.Name, commit, asking, ct);
        var reviews = _pulls.ReviewsAsync(scope.Name, number, asking, ct);
        return (await checks, await status, await reviews);
    }

    private IReadOnlyList<T>? Whole<T>(OwnPullRequest own, string what, Answer<Listing<T>> answer) =>
        tale.Items($"the {what} of #{own.Number}", answer) is { IsComplete: true } listing ? listing.Items : null;

    private T? One<T>(OwnPullRequest own, string what, Answer<T> answer)
        where T : class
    {
        if (answer is Answer<T>.Seen { Value: var value })
            return value;
        tale.Trouble($"the {what} of #{own.Number}", answer);
        return null;
    }
}
