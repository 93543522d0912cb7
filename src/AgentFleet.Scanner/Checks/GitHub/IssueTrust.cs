using System.Text.Json.Nodes;
using AgentFleet.GitHub;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Tells of labeled issues, each with its authority. What cannot be found out is trouble, and that issue stays as it is known.</summary>
internal sealed class IssueTrust
{
    private readonly RepositoryScope _scope;
    private readonly Tale _tale;
    private readonly IssueQuestions _questions;
    private readonly EditQuestions _edits;
    private readonly AuthorityRule _rule;

    public IssueTrust(RepositoryScope scope, Tale tale)
    {
        (_scope, _tale) = (scope, tale);
        (_questions, _edits) = (new(scope.Client), new(scope.Client));
        _rule = new(scope.Settings, scope.Permissions);
    }

    public async Task TellAsync(IReadOnlyList<Issue> issues, CancellationToken ct)
    {
        var asked = issues.Select(issue => (Issue: issue, Answer: _questions.EventsAsync(_scope.Name, issue.Number, _scope.Afresh, ct))).ToList();
        await Task.WhenAll(asked.Select(one => one.Answer));
        var told = new List<Told>();
        foreach (var (issue, answer) in asked)
        {
            if (await ToldAsync(issue, await answer, ct) is { } one)
                told.Add(one);
        }
        var edited = await LastEditedAsync([.. told.Where(one => one.Approved is null).Select(one => one.Issue.Number)], ct);
        foreach (var one in told)
            await TellAsync(one, edited, ct);
    }

    private async Task<Told?> ToldAsync(Issue issue, Answer<Listing<TimelineEvent>> answer, CancellationToken ct, bool isAgain = false)
    {
        if (_tale.Items($"the events of #{issue.Number}", answer) is not { IsComplete: true } events)
            return null;
        var labeled = _rule.Labeled(events.Items);
        if (labeled is null || !(labeled.At > issue.UpdatedAt))
            return new(issue, events.Items, labeled, Approval.Of(_scope.Known.Find(GitHubKinds.Issue, _scope.Keys.Key(issue.Number)), labeled));
        // What was read before the label was set is not what its setter read: the text once more, and then what was done to it.
        if (!isAgain && await _questions.OneAsync(_scope.Name, issue.Number, _scope.Afresh, ct) is Answer<Issue>.Seen { Value: { Labels: not null } now }
            && now.Id == issue.Id && now.State.Is(IssueState.Open))
        {
            return await ToldAsync(now, await _questions.EventsAsync(_scope.Name, now.Number, _scope.Afresh, ct), ct, isAgain: true);
        }
        _tale.Troubles.Add($"#{issue.Number}: it changed while it was looked at");
        return null;
    }

    private async Task TellAsync(Told told, Dictionary<int, DateTimeOffset?> edited, CancellationToken ct)
    {
        DateTimeOffset? lastEdited = null;
        if (told.Approved is null && !edited.TryGetValue(told.Issue.Number, out lastEdited))
            return;
        var authority = told.Approved is { } approved && approved.ContentHash != IssueWords.ContentHash(told.Issue)
            ? new Authority.Refused(AuthorityRule.Changed("text", told.Labeled?.At), told.Labeled)
            : await _rule.OfAsync(told.Events, lastEdited, ct);
        switch (authority)
        {
            case Authority.Given given:
                Tell(given.Labeled, null);
                break;
            case Authority.Refused refused:
                Tell(refused.Labeled, refused.Reason);
                break;
            case Authority.Unknown unknown:
                _tale.Troubles.Add($"#{told.Issue.Number}: {unknown.Reason}");
                break;
        }

        void Tell(TimelineEvent? labeled, string? refused) =>
            _tale.Observations.Add(IssueWords.Of(told.Issue, told.Issue.Labels!, _scope.Keys, labeled, refused));
    }

    // By number; what could not be found out is left out, and told of.
    private async Task<Dictionary<int, DateTimeOffset?>> LastEditedAsync(IReadOnlyList<int> numbers, CancellationToken ct)
    {
        var edited = new Dictionary<int, DateTimeOffset?>();
        foreach (var some in numbers.Chunk(EditQuestions.MostAtOnce))
        {
            var answer = await _edits.LastEditedAsync(_scope.Name, _scope.Id, some, _scope.Afresh, ct);
            if (answer is not Answer<IReadOnlyDictionary<int, DateTimeOffset?>>.Seen { Value: var found })
            {
                _tale.Trouble("when the issues were edited", answer);
                continue;
            }
            foreach (var number in some.Where(number => !found.ContainsKey(number)))
                _tale.Troubles.Add($"#{number}: it does not say when it was edited");
            foreach (var (number, at) in found)
                edited[number] = at;
        }
        return edited;
    }

    private sealed record Told(Issue Issue, IReadOnlyList<TimelineEvent> Events, TimelineEvent? Labeled, Approval? Approved);

    /// <summary>An approval that was seen before: by this event, of this text.</summary>
    private sealed record Approval(string ContentHash)
    {
        public static Approval? Of(KnownFinding? known, TimelineEvent? labeled) =>
            known is { Finding.Refused: null } && labeled?.Id is { } id
            && JsonNode.Parse(known.Finding.Evidence) is JsonObject evidence
            && evidence["label_event_id"]?.GetValue<long>() == id && evidence["content_hash"]?.GetValue<string>() is { } hash
                ? new(hash)
                : null;
    }
}
