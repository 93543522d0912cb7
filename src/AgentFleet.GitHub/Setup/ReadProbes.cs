using System.Text.Json;

namespace AgentFleet.GitHub;

/// <summary>Reads as little as can be of each thing, to see whether the token may. What comes back is of no interest.</summary>
public sealed class ReadProbes(GitHubClient client)
{
    public Task<Answer<JsonElement>> IssuesAsync(RepositoryName repository, Asking asking, CancellationToken ct) => AskAsync(Endpoint.Of(repository, "issues"), asking, ct);

    public Task<Answer<JsonElement>> PullRequestsAsync(RepositoryName repository, Asking asking, CancellationToken ct) => AskAsync(Endpoint.Of(repository, "pulls"), asking, ct);

    public Task<Answer<JsonElement>> ActionsAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        AskAsync(Endpoint.Of(repository, "actions", "runs"), asking, ct);

    /// <param name="commit">Its name, or a branch.</param>
    public Task<Answer<JsonElement>> ChecksAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct) =>
        AskAsync(Endpoint.Of(repository, "commits", commit, "check-runs"), asking, ct);

    /// <param name="commit">Its name, or a branch.</param>
    public Task<Answer<JsonElement>> StatusesAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct) =>
        AskAsync(Endpoint.Of(repository, "commits", commit, "status"), asking, ct);

    public Task<Answer<JsonElement>> DependabotAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        AskAsync(Endpoint.Of(repository, "dependabot", "alerts"), asking, ct);

    public Task<Answer<JsonElement>> CodeScanningAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        AskAsync(Endpoint.Of(repository, "code-scanning", "alerts"), asking, ct);

    private Task<Answer<JsonElement>> AskAsync(Endpoint endpoint, Asking asking, CancellationToken ct) =>
        client.GetAsync(endpoint.With("per_page", "1"), GitHubJson.Default.JsonElement, asking, ct);
}
