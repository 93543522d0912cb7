namespace AgentFleet.GitHub;

public sealed class PermissionQuestions(GitHubClient client)
{
    /// <summary>What a person may do. Compare the answer's user by number: the name may have gone to somebody else.</summary>
    /// <remarks>https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user</remarks>
    public Task<Answer<CollaboratorPermission>> OfAsync(RepositoryName repository, string login, Asking asking, CancellationToken ct) =>
        client.GetAsync(Endpoint.Of(repository, "collaborators", login, "permission"), GitHubJson.Default.CollaboratorPermission, asking, ct);

    /// <summary>What the token itself may do in a repository, as far as GitHub tells.</summary>
    public Task<Answer<TokenRights>> OfTokenAsync(RepositoryName repository, Asking asking, CancellationToken ct) =>
        client.RightsAsync(Endpoint.Of(repository), asking, ct);
}
