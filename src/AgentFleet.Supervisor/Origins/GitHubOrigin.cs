using System.Globalization;
using AgentFleet.GitHub;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Supervisor.Executors;

namespace AgentFleet.Supervisor.Origins;

/// <summary>
/// Asks GitHub, just before a run, whether what was approved still is what stands there: minutes or hours may lie between
/// the scanner's look and the run, and whoever wrote an issue can change it at any time.
/// </summary>
public sealed class GitHubOrigin(GitHubConnection? connection, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilAllowed = TimeSpan.FromHours(1);
    private static readonly TimeSpan UntilConfigured = TimeSpan.FromMinutes(10);

    /// <summary>The kinds of findings that are asked about.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [GitHubKinds.Issue, GitHubKinds.PullRequest];

    internal async Task<OriginAnswer> AskAsync(Finding finding, CancellationToken ct)
    {
        if (!Kinds.Contains(finding.Kind))
            return new OriginAnswer.Stands(null);
        if (connection?.Current is not { } site)
            return Silent("agentfleet.yaml has no section \"github\"", clock.GetUtcNow() + UntilConfigured);
        var evidence = Evidence.Of(finding);
        if (Place.Of(evidence) is not { } place)
            return Withdrawn(finding.Kind, "its evidence does not say which one it is");

        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            return finding.Kind == GitHubKinds.Issue ? await IssueAsync(site, place, evidence, either.Token) : await PullRequestAsync(site, place, evidence, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Silent($"{place}: GitHub gave no answer in {Patience.TotalSeconds:0} s", clock.GetUtcNow() + Again);
        }
    }

    private async Task<OriginAnswer> IssueAsync(GitHubSite site, Place place, Evidence evidence, CancellationToken ct)
    {
        var questions = new IssueQuestions(site.Client);
        var answer = await questions.OneAsync(place.Repository, place.Number, Asking.AtOnce with { Urgent = true }, ct);
        if (answer is not Answer<Issue>.Seen { Value: var issue })
            return Without(place, answer);
        if (issue.State.Known is null || issue.Labels is null)
            return Silent($"{place}: GitHub does not say whether it is open, or how it is labeled", clock.GetUtcNow() + Again);
        // A transferred one is another issue with another id; a repository that was renamed answers with the same.
        string? changed =
            issue.Number != place.Number || (evidence.Number("issue_id") is { } id && id != issue.Id) ? "it was transferred to another repository"
            : issue.IsPullRequest ? "it became a pull request"
            : !issue.State.Is(IssueState.Open) ? "it was closed"
            : !issue.Labels.Any(label => string.Equals(label.Name, site.Options.FixLabel, StringComparison.OrdinalIgnoreCase)) ? $"the label {site.Options.FixLabel} was taken off"
            : issue.ContentHash != evidence.Text("content_hash") ? "its text is not the one that was approved"
            : null;
        if (changed is null && evidence.Number("label_event_id") is { } approved)
        {
            var events = await questions.EventsAsync(place.Repository, place.Number, Asking.AtOnce with { Urgent = true }, ct);
            if (events is not Answer<Listing<TimelineEvent>>.Seen { Value: var listing })
                return Without(place, events);
            // Of one with more than can be read nothing is said about others.
            if (listing.Incomplete is { } missing)
                return Stopped(DeferCause.OriginDenied, $"{place}: its events: {missing}", clock.GetUtcNow() + UntilAllowed);
            // Who set it anew may not write, and whoever may has taken it off.
            if (TimelineEvent.NewestOf(listing.Items, site.Options.FixLabel)?.Id != approved)
                changed = $"the label {site.Options.FixLabel} was set anew since it was looked at";
        }
        return changed is null
            ? new OriginAnswer.Stands(new("issue", issue.Number, issue.Title ?? "", issue.Body ?? "", issue.User?.Login, issue.HtmlUrl))
            : Withdrawn(place, changed);
    }

    private async Task<OriginAnswer> PullRequestAsync(GitHubSite site, Place place, Evidence evidence, CancellationToken ct)
    {
        var answer = await new PullRequestQuestions(site.Client).OneAsync(place.Repository, place.Number, Asking.AtOnce with { Urgent = true }, ct);
        if (answer is not Answer<PullRequest>.Seen { Value: var pull })
            return Without(place, answer);
        if (pull.State.Known is null || pull.Head?.Sha is null)
            return Silent($"{place}: GitHub does not say whether it is open, or where its branch stands", clock.GetUtcNow() + Again);
        string? changed =
            pull.Number != place.Number ? "it is another one"
            : evidence.Number("repository_id") is { } id && id != pull.Base?.Repo?.Id ? "it is in another repository of the same name"
            : !pull.State.Is(IssueState.Open) ? pull.MergedAt is null ? "it was closed" : "it was merged"
            : pull.Head.Sha != evidence.Text("head_sha") ? "its branch has moved since it was looked at"
            : null;
        return changed is null
            ? new OriginAnswer.Stands(new("pull_request", pull.Number, pull.Title ?? "", pull.Body ?? "", pull.User?.Login, pull.HtmlUrl))
            : Withdrawn(place, changed);
    }

    private OriginAnswer.Stopped Without<T>(Place place, Answer<T> answer) => answer switch
    {
        Answer<T>.Missing { Gone: true } => Withdrawn(place, "GitHub says that it is gone"),
        Answer<T>.Limited(var until, _) => Silent($"{place}: {answer.Trouble}", until),
        // One that may not be seen says nothing about others.
        Answer<T>.Missing or Answer<T>.Denied { Needs: not null } => Stopped(DeferCause.OriginDenied, $"{place}: {answer.Trouble}", clock.GetUtcNow() + UntilAllowed),
        _ => Silent($"{place}: {answer.Trouble}", clock.GetUtcNow() + Again),
    };

    private static OriginAnswer.Stopped Withdrawn(object what, string reason) => new(new RunOutcome.Withdrawn(PlainText.Line($"{what}: {reason}", 300)));

    private static OriginAnswer.Stopped Silent(string reason, DateTimeOffset until) => Stopped(DeferCause.OriginSilent, reason, until);

    private static OriginAnswer.Stopped Stopped(DeferCause cause, string reason, DateTimeOffset until) =>
        new(new RunOutcome.Deferred(PlainText.Line(reason, 300), cause, until));

    private sealed record Place(RepositoryName Repository, int Number)
    {
        public static Place? Of(Evidence evidence) =>
            RepositoryName.TryParse(evidence.Text("repository"), out var repository) && evidence.Number("number") is > 0 and <= int.MaxValue and var number
                ? new(repository, (int)number)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Repository}#{Number}");
    }
}
