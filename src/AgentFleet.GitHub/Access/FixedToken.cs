namespace AgentFleet.GitHub;

/// <summary>The token that the configuration holds.</summary>
internal sealed class FixedToken(AccessToken token) : ITokenSource
{
    private readonly Task<Answer<AccessToken>> _answer = Task.FromResult(Answer<AccessToken>.Of(token));

    public Task<Answer<AccessToken>> TokenAsync(RepositoryName? repository, CancellationToken ct) => _answer;

    public void Drop(AccessToken token)
    {
        // There is no other.
    }
}
