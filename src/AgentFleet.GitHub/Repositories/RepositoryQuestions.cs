namespace AgentFleet.GitHub;

/// <remarks>https://docs.github.com/en/rest/repos/repos</remarks>
public sealed class RepositoryQuestions(GitHubClient client)
{
    /// <summary>A repository, under its new name when it was renamed.</summary>
    public Task<Answer<GitHubRepository>> OneAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository), GitHubJson.Default.GitHubRepository, asking, ct);

    /// <summary>All that an App's installation may see.</summary>
    /// <remarks>https://docs.github.com/en/rest/apps/installations</remarks>
    public Task<Answer<Listing<GitHubRepository>>> OfInstallationAsync(Asking asking, CancellationToken ct) =>
        client.ListAsync(
            new Endpoint("installation/repositories", null).Paged(), GitHubJson.Default.InstallationRepositories, page => page.Repositories, asking, ct);
}
