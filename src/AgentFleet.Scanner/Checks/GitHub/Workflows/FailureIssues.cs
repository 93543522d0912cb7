using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>Finds the issue that was filed for a failing workflow. Strangers' issues of that title are not it.</summary>
internal sealed class FailureIssues(RepositoryScope scope, Tale tale)
{
    private readonly IssueQuestions _questions = new(scope.Client);
    private readonly Writers _writers = new(scope, tale);
    private readonly AuthorityRule _authority = new(scope.Settings, scope.Permissions);

    /// <summary>The open ones.</summary>
    public Task<Answer<Listing<Issue>>> AskAsync(Asking asking, CancellationToken ct) => _questions.OpenAsync(scope.Name, FailureIssueText.Label, asking, ct);

    /// <param name="open">Null when they could not be seen: then what was known stays.</param>
    public async Task<FiledIssue?> OfAsync(WorkflowRun run, string name, Listing<Issue>? open, FiledIssue? before, CancellationToken ct)
    {
        if (open is null)
            return before;
        foreach (var issue in open.Items.Where(issue => !issue.IsPullRequest && issue.State.Is(IssueState.Open) && FailureIssueText.TellsOf(issue, run.WorkflowId, name)).OrderBy(issue => issue.Number))
        {
            if (issue.Number == before?.Number || await MayTellAsync(issue.User, ct))
                return await FiledAsync(issue, before?.Number == issue.Number ? before : null, ct);
        }
        return open.IsComplete ? null : before;
    }

    private async Task<bool> MayTellAsync(GitHubUser? author, CancellationToken ct) =>
        author is not null && (Writers.IsBot(author) || await _writers.HoldAsync(author, ct) == true);

    private async Task<FiledIssue> FiledAsync(Issue issue, FiledIssue? before, CancellationToken ct)
    {
        var labels = issue.Labels!.Select(label => label.Name).ToList();
        if (!labels.Exists(IsFixLabel))
            return new(issue.Number, issue.HtmlUrl, labels, null);
        switch (await AuthorityAsync(issue, ct))
        {
            case Authority.Given:
                return new(issue.Number, issue.HtmlUrl, labels, null);
            case Authority.Refused refused:
                return Without(refused.Reason);
            case Authority.Unknown unknown:
                tale.Troubles.Add($"#{issue.Number}: {unknown.Reason}");
                return before ?? Without(unknown.Reason);
            default:
                throw new InvalidOperationException();
        }

        FiledIssue Without(string reason) => new(issue.Number, issue.HtmlUrl, [.. labels.Where(label => !IsFixLabel(label))], reason);
    }

    private bool IsFixLabel(string label) => string.Equals(label, scope.Settings.FixLabel, StringComparison.OrdinalIgnoreCase);

    // What the issue says is nobody's order, only that it is labeled: whoever fixes the workflow reads its log.
    private async Task<Authority> AuthorityAsync(Issue issue, CancellationToken ct)
    {
        var answer = await _questions.EventsAsync(scope.Name, issue.Number, scope.Afresh, ct);
        return answer is Answer<Listing<TimelineEvent>>.Seen { Value: { IsComplete: true } events }
            ? await _authority.OfAsync(events.Items, lastEditedAt: null, ct)
            : new Authority.Unknown($"its events: {answer.Trouble ?? "a page is missing"}");
    }
}
