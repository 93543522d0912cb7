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

    /// <param name="commit">A commit's hash, or a branch.</param>
    /// <remarks>https://docs.github.com/en/rest/commits/statuses</remarks>
    public Task<Answer<CombinedStatus>> StatusAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository, "commits", commit, "status").Paged(), GitHubJson.Default.CombinedStatus, asking, ct);
}
