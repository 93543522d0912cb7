namespace AgentFleet.GitHub;

/// <summary>Makes the source of tokens that the configuration names.</summary>
internal static class TokenSources
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Null when nothing is named.</returns>
    public static ITokenSource? Of(GitHubOptions options, Sender sender, ServerClock serverClock, TimeProvider clock, Func<CancellationToken, Task<string?>> askGh) =>
        options.Access switch
        {
            GitHubAccess.Anonymous => null,
            GitHubAccess.Text(var token) => new FixedToken(token),
            GitHubAccess.Gh => new KeptToken(() => AskAsync(askGh, clock), serverClock),
            GitHubAccess.TokenFile(var path) => new KeptToken(() => Task.FromResult(TokenFile.Token(path)), serverClock),
            GitHubAccess.App app => new AppTokens(app, options.Api, options.Repos, sender, serverClock),
            _ => throw new InvalidOperationException(),
        };

    private static async Task<Answer<AccessToken>> AskAsync(Func<CancellationToken, Task<string?>> askGh, TimeProvider clock)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        try
        {
            return (await askGh(late.Token))?.Trim() is { } text && AccessToken.IsToken(text)
                ? Answer<AccessToken>.Of(new(text))
                : new Answer<AccessToken>.Denied("the gh CLI has no token: sign in with \"gh auth login\", or name another token in agentfleet.yaml");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return new Answer<AccessToken>.Failed($"the gh CLI gave no token in {Patience.TotalSeconds:0} s", true);
        }
    }
}
