using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Whose word counts in a repository: people that may write to it, and bots that are named.</summary>
internal sealed class Writers(RepositoryScope scope, Tale tale)
{
    private readonly AuthorityRule _rule = new(scope.Settings, scope.Permissions);

    /// <summary>Null when it could not be found out, which is then told as trouble.</summary>
    public async Task<bool?> HoldAsync(GitHubUser? user, CancellationToken ct)
    {
        var refusal = await _rule.RefusalOfAsync(user, "it was written by", ct);
        if (refusal is not Authority.Unknown unknown)
            return refusal is null;
        tale.Troubles.Add(unknown.Reason);
        return null;
    }

    public static bool IsBot(GitHubUser user) => user.Type.Is(UserType.Bot) || user.Login?.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) == true;
}
