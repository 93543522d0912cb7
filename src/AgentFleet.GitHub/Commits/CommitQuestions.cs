namespace AgentFleet.GitHub;

/// <summary>What is known of a commit. Checks and statuses are two worlds: both must be asked.</summary>
public sealed class CommitQuestions(GitHubClient client)
{
    /// <summary>The newest run of each check.</summary>
    /// <param name="commit">A commit's hash, or a branch.</param>
    /// <remarks>https://docs.github.com/en/rest/checks/runs</remarks>
    public Task<Answer<Listing<CheckRun>>> ChecksAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "commits", commit, "check-runs").With("filter", "latest").Paged(), GitHubJson.Default.CheckRuns, page => page.Runs, asking, ct);

    /// <summary>The same; where the token may not read checks, as fine-grained ones often may not, the runs of Actions stand for them.</summary>
    /// <param name="commit">A commit's hash.</param>
    public async Task<Answer<Listing<CheckRun>>> ChecksOrRunsAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct)
    {
        var checks = await ChecksAsync(repository, commit, asking, ct);
        return checks is not Answer<Listing<CheckRun>>.Denied ? checks : await new ActionsQuestions(client).OfCommitAsync(repository, commit, asking, ct) switch
        {
            Answer<Listing<WorkflowRun>>.Seen { Value: var runs, ETags: var etags } => new Answer<Listing<CheckRun>>.Seen(new(AsChecks(runs.Items), runs.Incomplete), etags),
            Answer<Listing<WorkflowRun>>.Unchanged(var etags) => new Answer<Listing<CheckRun>>.Unchanged(etags),
            _ => checks,
        };
    }

    /// <param name="commit">A commit's hash, or a branch.</param>
    /// <remarks>https://docs.github.com/en/rest/commits/statuses</remarks>
    public Task<Answer<CombinedStatus>> StatusAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository, "commits", commit, "status").Paged(), GitHubJson.Default.CombinedStatus, asking, ct);

    // A workflow that ran for a push and for a pull request has a run of each; of those for the same event the newest counts.
    private static IReadOnlyList<CheckRun> AsChecks(IReadOnlyList<WorkflowRun> runs) =>
    [
        .. runs.GroupBy(run => (run.WorkflowId, run.Event)).Select(same => same.MaxBy(run => run.RunNumber)!).Select(run => new CheckRun
        {
            Id = run.Id,
            Name = run.Name,
            HeadSha = run.HeadSha,
            Status = run.Status,
            Conclusion = run.Conclusion,
            StartedAt = run.RunStartedAt,
            HtmlUrl = run.HtmlUrl,
        }),
    ];
}
