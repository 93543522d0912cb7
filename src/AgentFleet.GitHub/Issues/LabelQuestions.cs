namespace AgentFleet.GitHub;

/// <remarks>https://docs.github.com/en/rest/issues/labels</remarks>
public sealed class LabelQuestions(GitHubClient client)
{
    public Task<Answer<Listing<IssueLabel>>> AllAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        client.ListAsync(Endpoint.Of(repository, "labels").Paged(), GitHubJson.Default.IReadOnlyListIssueLabel!, asking, ct);
}
