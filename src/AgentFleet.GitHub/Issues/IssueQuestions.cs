using System.Globalization;

namespace AgentFleet.GitHub;

/// <remarks>https://docs.github.com/en/rest/issues/issues</remarks>
public sealed class IssueQuestions(GitHubClient client)
{
    /// <summary>Issues and pull requests in any state that changed at or after a time, those longest ago first; all of them when it is left out.</summary>
    public Task<Answer<Listing<Issue>>> ChangedAsync(RepositoryName repository, DateTimeOffset? since, Asking asking, CancellationToken ct) =>
        ListAsync(Sorted(repository, "all").With("since", since), asking, ct);

    /// <summary>Open issues and pull requests.</summary>
    /// <param name="label">Only those that have it.</param>
    public Task<Answer<Listing<Issue>>> OpenAsync(RepositoryName repository, string? label, Asking asking, CancellationToken ct) =>
        ListAsync(Sorted(repository, "open").With("labels", label), asking, ct);

    public Task<Answer<Issue>> OneAsync(RepositoryName repository, int number, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository, "issues", number.ToString(CultureInfo.InvariantCulture)), GitHubJson.Default.Issue, asking, ct);

    /// <summary>
    /// What was done to an issue, oldest first. Comments are not among it, as they are in the timeline: those can be deleted,
    /// and whoever does that while pages are read could have us pass over something.
    /// </summary>
    /// <remarks>https://docs.github.com/en/rest/issues/events</remarks>
    public Task<Answer<Listing<TimelineEvent>>> EventsAsync(RepositoryName repository, int number, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "issues", number.ToString(CultureInfo.InvariantCulture), "events").Paged(),
            GitHubJson.Default.IReadOnlyListTimelineEvent!, asking, ct);

    private Task<Answer<Listing<Issue>>> ListAsync(Endpoint endpoint, Asking asking, CancellationToken ct) =>
        client.ListAsync(endpoint.Paged(), GitHubJson.Default.IReadOnlyListIssue!, asking, ct);

    private static Endpoint Sorted(RepositoryName repository, string state) =>
        Endpoint.Of(repository, "issues").With("state", state).With("sort", "updated").With("direction", "asc");
}
