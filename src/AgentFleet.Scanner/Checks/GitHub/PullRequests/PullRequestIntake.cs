using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>
/// Pull requests of ours that need work. Which are ours is asked when some pull request has changed; ours themselves are
/// asked about at each look, because checks fail without a change of the pull request.
/// </summary>
internal sealed class PullRequestIntake(RepositoryScope scope, Tale tale)
{
    private readonly PullRequestQuestions _questions = new(scope.Client);
    private readonly PullRequestLook _look = new(scope, tale);

    /// <param name="changed">Something happened to some pull request.</param>
    public async Task<PullRequestMemory> LookAsync(PullRequestMemory? memory, bool changed, CancellationToken ct)
    {
        var before = memory ?? new(AnswerParts.NoETags, []);
        var (etags, listed) = changed || scope.Full || before.ETags.Count == 0 ? await OpenAsync(before, ct) : (before.ETags, []);
        var own = new List<OwnPullRequest>();
        foreach (var one in Ours(before, listed))
        {
            if (await _look.LookAsync(one, ct) is { } still)
                own.Add(still);
        }
        if (etags.Count > 0)
            tale.Counts["own_pull_requests"] = own.Count;
        return new(etags, own);
    }

    // What is not among the listed is asked for by itself: only its own word ends it.
    private IEnumerable<OwnPullRequest> Ours(PullRequestMemory before, IReadOnlyList<int> listed) => before.Own
        .Concat(listed.Concat(scope.Known.In(scope.Id, GitHubKinds.PullRequest).Select(known => known.Number).OfType<int>())
            .Select(number => new OwnPullRequest(number, "", AnswerParts.NoETags)))
        .DistinctBy(own => own.Number).OrderBy(own => own.Number);

    private async Task<(IReadOnlyDictionary<string, string> ETags, IReadOnlyList<int> Ours)> OpenAsync(PullRequestMemory before, CancellationToken ct)
    {
        var answer = await _questions.OpenAsync(scope.Name, scope.Full ? scope.Afresh : scope.Knowing(before.ETags), ct);
        if (answer.IsUnchanged())
            return (answer.ETags(), []);
        if (tale.Items("the open pull requests", answer) is not { } listing)
            return (AnswerParts.NoETags, []);
        // One of a fork that is gone has no repository, and is not ours.
        var isWhole = listing.IsComplete && listing.Items.All(pull => pull.Head is not null);
        if (listing.IsComplete && !isWhole)
            tale.Troubles.Add("the open pull requests: they do not say where their branches are");
        return (isWhole ? answer.ETags() : AnswerParts.NoETags, [.. listing.Items.Where(pull => PullRequestLook.IsOurs(pull, scope) == true).Select(pull => pull.Number)]);
    }
}
