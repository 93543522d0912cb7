using System.Globalization;

namespace AgentFleet.GitHub;

/// <remarks>https://docs.github.com/en/rest/actions/workflow-runs</remarks>
public sealed class ActionsQuestions(GitHubClient client)
{
    public Task<Answer<Listing<Workflow>>> WorkflowsAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        client.ListAsync(Endpoint.Of(repository, "actions", "workflows").Paged(), GitHubJson.Default.Workflows, page => page.All, asking, ct);

    /// <summary>Runs on a branch, newest first. GitHub shows no more than a thousand of them.</summary>
    /// <param name="status">A status or a conclusion, such as <c>failure</c>; null for any.</param>
    public Task<Answer<Listing<WorkflowRun>>> RunsAsync(RepositoryName repository, string branch, string? status, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "actions", "runs").With("branch", branch).With("status", status).Paged(), GitHubJson.Default.WorkflowRuns, page => page.Runs, asking, ct);

    /// <summary>Runs for a commit, newest first.</summary>
    public Task<Answer<Listing<WorkflowRun>>> OfCommitAsync(RepositoryName repository, string commit, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "actions", "runs").With("head_sha", commit).Paged(), GitHubJson.Default.WorkflowRuns, page => page.Runs, asking, ct);

    /// <summary>The newest hundred runs on a branch, and no more.</summary>
    public async Task<Answer<IReadOnlyList<WorkflowRun>>> NewestAsync(RepositoryName repository, string branch, string? status, Asking asking, CancellationToken ct) =>
        Newest(await client.GetAsync(
            Endpoint.Of(repository, "actions", "runs").With("branch", branch).With("status", status).Paged(), GitHubJson.Default.WorkflowRuns, asking, ct));

    /// <summary>The newest hundred runs of one workflow on a branch, and no more.</summary>
    public async Task<Answer<IReadOnlyList<WorkflowRun>>> NewestAsync(RepositoryName repository, long workflow, string branch, string? status, Asking asking, CancellationToken ct) =>
        Newest(await client.GetAsync(
            Endpoint.Of(repository, "actions", "workflows", workflow.ToString(CultureInfo.InvariantCulture), "runs").With("branch", branch).With("status", status).Paged(),
            GitHubJson.Default.WorkflowRuns, asking, ct));

    /// <summary>The jobs of a run's last attempt.</summary>
    public Task<Answer<Listing<WorkflowJob>>> JobsAsync(RepositoryName repository, long run, Asking asking, CancellationToken ct) =>
        client.ListAsync(
            Endpoint.Of(repository, "actions", "runs", run.ToString(CultureInfo.InvariantCulture), "jobs").With("filter", "latest").Paged(),
            GitHubJson.Default.WorkflowJobs, page => page.Jobs, asking, ct);

    private static Answer<IReadOnlyList<WorkflowRun>> Newest(Answer<WorkflowRuns> answer) => answer switch
    {
        Answer<WorkflowRuns>.Seen { Value.Runs: { } runs } seen when !runs.Contains(null) => new Answer<IReadOnlyList<WorkflowRun>>.Seen(runs!, seen.ETags),
        Answer<WorkflowRuns>.Seen => new Answer<IReadOnlyList<WorkflowRun>>.Failed("items are missing from its list", true),
        _ => answer.As<IReadOnlyList<WorkflowRun>>(),
    };
}
