using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Whose word counts in a repository: people that may write to it, and bots that are named.</summary>
internal sealed class Writers(RepositoryScope scope, Tale tale)
{
    /// <summary>Null when it could not be found out, which is then told as trouble.</summary>
    public async Task<bool?> HoldAsync(GitHubUser? user, CancellationToken ct)
    {
        if (user?.Login is not { Length: > 0 } login)
            return false;
        if (IsBot(user))
            return scope.Settings.Bots.Contains(login, StringComparer.OrdinalIgnoreCase);
        switch (await scope.Permissions.OfAsync(login, ct))
        {
            case Answer<CollaboratorPermission>.Seen { Value: { Permission.Known: not null, User: { } found } permission }:
                // The name may have gone to somebody else since.
                return permission.MayWrite && found.Id == user.Id;
            case Answer<CollaboratorPermission>.Seen:
                tale.Troubles.Add($"the permission of {login}: GitHub does not say");
                return null;
            case var trouble:
                tale.Trouble($"the permission of {login}", trouble);
                return null;
        }
    }

    public static bool IsBot(GitHubUser user) => user.Type.Is(UserType.Bot) || user.Login?.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) == true;
}
