using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Issues that ask for a fix: what has changed since the last look, and now and then all of them.</summary>
/// <param name="joined">Issues that are part of another finding.</param>
internal sealed class IssueIntake(RepositoryScope scope, Tale tale, IReadOnlySet<int> joined)
{
    // A listing that has grown longer than this is begun anew at its end; a shorter one keeps its address, and so its ETag.
    private const int LongEnough = 30;

    // GitHub may show a change later than it happened.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    private readonly IssueQuestions _questions = new(scope.Client);
    private readonly IssueTrust _trust = new(scope, tale);
    private readonly Dictionary<int, Issue> _labeled = [];
    private readonly HashSet<int> _told = [];
    private bool _unread;

    /// <summary>Whether pull requests were among what has changed.</summary>
    public bool PullRequestsChanged { get; private set; }

    public async Task<IssueMemory> LookAsync(IssueMemory? memory, CancellationToken ct)
    {
        foreach (var known in Known.Where(known => known.Number is { } number && IsJoined(number)))
            tale.Endings.Add(known.Dropped("its workflow's finding stands for it"));
        var isNew = memory is null;
        var before = memory ?? new(Floor(scope.Client.ServerTime - Overlap), new Dictionary<string, string>());
        var after = await ChangedAsync(before, again: true, ct);
        if (scope.Full || isNew)
            await AllAsync(ct);
        foreach (var awaited in Known.Where(known => known.Awaited))
            await OneAsync(awaited, scope.Urgently, absent: false, ct);
        var troubles = tale.Troubles.Count;
        await _trust.TellAsync([.. _labeled.Values], ct);
        // What could not be judged now is among what has changed at the next look, too.
        return _unread || tale.Troubles.Count > troubles ? before : after;
    }

    private async Task<IssueMemory> ChangedAsync(IssueMemory memory, bool again, CancellationToken ct)
    {
        var answer = await _questions.ChangedAsync(scope.Name, memory.Since, scope.Knowing(memory.ETags), ct);
        if (answer is Answer<Listing<Issue>>.Unchanged(var known))
            return memory with { ETags = known };
        if (tale.Items("what changed among the issues", answer) is not { } listing)
            return memory;
        foreach (var issue in listing.Items)
            Take(issue);
        // Those that changed longest ago come first, so what was read of a list that could not be read to its end needs not be read again.
        var newest = listing.Items.Count > 0 ? Floor(listing.Items.Max(issue => issue.UpdatedAt) - Overlap) : memory.Since;
        if (listing.Items.Count <= LongEnough || newest <= memory.Since)
            return listing.IsComplete ? memory with { ETags = ((Answer<Listing<Issue>>.Seen)answer).ETags } : memory;
        var moved = new IssueMemory(newest, new Dictionary<string, string>());
        return again && listing.IsComplete ? await ChangedAsync(moved, again: false, ct) : moved;
    }

    // Only the labeled ones: what else there is does not concern us.
    private async Task AllAsync(CancellationToken ct)
    {
        if (tale.Items("the issues", await _questions.OpenAsync(scope.Name, scope.Settings.FixLabel, scope.Afresh, ct)) is not { } listing)
            return;
        foreach (var issue in listing.Items)
            Take(issue);
        if (!listing.IsComplete)
            return;
        tale.Counts["labeled_issues"] = listing.Items.Count(issue => !issue.IsPullRequest);
        // What is not among them is asked for by itself: a page may have shifted, and only its own word ends it.
        foreach (var absent in Known.Where(known => known.Number is { } number && !_told.Contains(number) && !IsJoined(number)).ToList())
            await OneAsync(absent, scope.Afresh, absent: true, ct);
    }

    private async Task OneAsync(KnownFinding known, Asking asking, bool absent, CancellationToken ct)
    {
        var number = known.Number!.Value;
        switch (await _questions.OneAsync(scope.Name, number, asking, ct))
        {
            case Answer<Issue>.Seen { Value: var issue } when issue.Number != number || issue.Id != IdOf(known, issue):
                tale.Endings.Add(known.Dropped("it was transferred to another repository"));
                break;
            case Answer<Issue>.Seen { Value: var issue }:
                Take(issue);
                break;
            case Answer<Issue>.Missing { Gone: true }:
                tale.Endings.Add(known.Dropped("it was deleted"));
                break;
            // The repository answers, and its list does not have it either.
            case Answer<Issue>.Missing when absent:
                tale.Endings.Add(known.Dropped("it is not in this repository any more"));
                break;
            case var trouble:
                tale.Trouble($"issue #{number}", trouble);
                break;
        }
    }

    private void Take(Issue issue)
    {
        var before = scope.Known.Find(GitHubKinds.Issue, scope.Keys.Key(issue.Number));
        if (issue.IsPullRequest)
        {
            PullRequestsChanged = true;
            if (before is not null)
                tale.Endings.Add(before.Dropped("it became a pull request"));
            return;
        }
        // The repository was made anew under its name; the next look at all knows it by its number.
        if (before is not null && issue.Id != IdOf(before, issue))
        {
            _unread = true;
            tale.Troubles.Add($"issue #{issue.Number}: it is another one than before");
            return;
        }
        _told.Add(issue.Number);
        if (IsJoined(issue.Number))
            return;
        if (issue.State.Known is not { } state || issue.Labels is null)
        {
            _unread = true;
            tale.Troubles.Add($"issue #{issue.Number}: it does not say whether it is open, or how it is labeled");
            return;
        }
        _labeled.Remove(issue.Number);
        var asks = issue.Labels.Any(label => string.Equals(label.Name, scope.Settings.FixLabel, StringComparison.OrdinalIgnoreCase));
        if (state == IssueState.Open && asks)
            _labeled[issue.Number] = issue;
        else if (before is { } known)
            tale.Endings.Add(state == IssueState.Closed ? Closed(known, issue) : known.Dropped($"the label {scope.Settings.FixLabel} was taken off"));
    }

    // Where nobody will do it there is nothing that an attempt has mended.
    private static Ending Closed(KnownFinding known, Issue issue) => issue.StateReason.Known switch
    {
        IssueStateReason.NotPlanned => known.Dropped("it was closed as not planned"),
        IssueStateReason.Duplicate => known.Dropped("it was closed as a duplicate"),
        _ => known.Cured("it was closed"),
    };

    private IEnumerable<KnownFinding> Known => scope.Known.In(scope.Id, GitHubKinds.Issue);

    // One whose attempt waits for a verdict is judged first: that it is joined does not say that it was fixed.
    private bool IsJoined(int number) =>
        joined.Contains(number) && scope.Known.Find(GitHubKinds.Issue, scope.Keys.Key(number)) is not { Awaited: true, Finding.State: not FindingState.Resolved };

    // One that was transferred answers from its new place, under a new number and id. The repository's name says nothing: it
    // may have been renamed.
    private static long IdOf(KnownFinding known, Issue issue) => known.Evidence["issue_id"] is JsonValue id && id.TryGetValue(out long told) ? told : issue.Id;

    private static DateTimeOffset Floor(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
