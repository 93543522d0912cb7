using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>Looks at one pull request of ours, and tells what it needs.</summary>
internal sealed class PullRequestLook
{
    private readonly RepositoryScope _scope;
    private readonly Tale _tale;
    private readonly PullRequestReading _reading;
    private readonly NeedsRule _rule;
    private readonly AuthorityRule _authority;

    public PullRequestLook(RepositoryScope scope, Tale tale)
    {
        (_scope, _tale) = (scope, tale);
        _reading = new(scope, tale);
        _authority = new(scope.Settings, scope.Permissions);
        _rule = new(new ReviewRule(new Writers(scope, tale)), scope.Settings.StaleAfter, scope.Now);
    }

    /// <summary>Whether it comes from a branch of ours; null when it does not say.</summary>
    public static bool? IsOurs(PullRequest pull, RepositoryScope scope) => pull.Head is { Ref: { } branch, Repo: { } repository }
        ? repository.Id == scope.Id && branch.StartsWith(scope.Settings.OwnBranches, StringComparison.Ordinal)
        : null;

    /// <returns>What is to be remembered of it; null when it is over.</returns>
    public async Task<OwnPullRequest?> LookAsync(OwnPullRequest own, CancellationToken ct)
    {
        var known = _scope.Known.Find(GitHubKinds.PullRequest, _scope.Keys.Key(own.Number)) is { } finding ? KnownPullRequest.Of(finding) : null;
        var asking = AskingOf(own, known);
        var pull = await _reading.PullAsync(own.Number, asking, ct);
        if (pull is Answer<PullRequest>.Seen { Value: var seen } && WhyOver(seen) is { } over)
        {
            End(known, over, isCure: seen.MergedAt is not null);
            return null;
        }
        if (TroubleOf(pull, own.Number) is { } trouble)
        {
            _tale.Troubles.Add($"pull request #{own.Number}: {trouble}");
            return own;
        }
        var troubles = _tale.Troubles.Count;
        if (await _reading.ReadAsync(own, pull, asking, ct) is not { } parts)
            return own;
        var needs = await _rule.OfAsync(parts, known, ct);
        // Whoever may read may open one from a branch that is there, with any text.
        var refusal = needs.Certain.Count > 0 ? await _authority.RefusalOfAsync(parts.Pull.User, "it was opened by", ct) : null;
        if (refusal is Authority.Unknown unknown)
            _tale.Troubles.Add($"pull request #{own.Number}: {unknown.Reason}");
        else
            Tell(parts.Pull, needs, known, (refusal as Authority.Refused)?.Reason);
        return _tale.Troubles.Count > troubles ? own : new(own.Number, parts.Pull.Head!.Sha!, parts.ETags)
        {
            Until = _rule.Until(parts.Pull, needs),
            Undecided = needs.Open.Count > 0,
        };
    }

    // What an attempt waits for is judged whether it changed or not; but what could not be said last time cannot now either
    // for as long as nothing changes.
    private Asking AskingOf(OwnPullRequest own, KnownPullRequest? known)
    {
        var isDue = own.Until <= _scope.Now;
        if (known?.Finding.Awaited == true)
            return own.Undecided && !isDue && !_scope.Full ? _scope.Urgently with { Known = own.ETags } : _scope.Urgently;
        return _scope.Full || isDue ? _scope.Afresh : _scope.Knowing(own.ETags);
    }

    private string? WhyOver(PullRequest pull)
    {
        if (pull.MergedAt is not null)
            return "it was merged";
        if (pull.State.Is(IssueState.Closed))
            return "it was closed";
        return IsOurs(pull, _scope) == false ? "its branch is not one of ours any more" : null;
    }

    private string? TroubleOf(Answer<PullRequest> answer, int number) => answer switch
    {
        Answer<PullRequest>.Seen { Value: var pull } when pull.Number != number => "another one was answered",
        Answer<PullRequest>.Seen { Value: var pull } when IsOurs(pull, _scope) is null || !pull.State.Is(IssueState.Open) || pull.Head?.Sha is null or "" =>
            "it does not say whether it is open, or where its branch is",
        _ => answer.Trouble,
    };

    private void Tell(PullRequest pull, Needs needs, KnownPullRequest? known, string? refused)
    {
        if (needs.Certain.Count > 0)
            _tale.Observations.Add(PullRequestWords.Of(pull, needs.After(known), _scope.Keys) with { Refused = refused });
        else if (needs.Open.Count == 0)
            End(known, "it needs nothing any more", isCure: true);
    }

    private void End(KnownPullRequest? known, string reason, bool isCure)
    {
        if (known is not null)
            _tale.Endings.Add(isCure ? known.Finding.Cured(reason) : known.Finding.Dropped(reason));
    }
}
