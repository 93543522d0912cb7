using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Access;

/// <summary>Whether a caller may do something with a repository, and GitHub's words when not.</summary>
internal static class Rights
{
    /// <summary>Who may not read a private repository is not told that it is there.</summary>
    public static bool CanSee(Caller caller, HubRepository repository) =>
        !repository.IsPrivate || (caller.Token is { } token && token.Covers(repository) && PermissionOf(token, repository) >= HubPermission.Read);

    public static Answer? Refusal(Caller caller, HubRepository repository, Needs needs)
    {
        if (!CanSee(caller, repository))
            return Answer.NotFound;
        if (needs.AnyOf.Count == 0 || (!needs.ToWrite && !needs.IsConfidential && !repository.IsPrivate))
            return null;
        if (caller.Token is not { } token)
            return Answer.Error(401, "Requires authentication");
        if (!IsGiven(token, repository, needs))
            return token.Kind switch
            {
                HubTokenKind.Classic => needs.IsConfidential ? Answer.Error(403, "You are not authorized to perform this operation.") : Answer.NotFound,
                HubTokenKind.Installation => Answer.Error(403, "Resource not accessible by integration"),
                _ => Answer.Error(403, "Resource not accessible by personal access token"),
            };
        if (needs.ToWrite && repository.IsArchived)
            return Answer.Error(403, "Repository was archived so is read-only.");
        return (needs.ToWrite || needs.IsConfidential) && PermissionOf(token, repository) < HubPermission.Write
            ? Answer.Error(403, needs.IsConfidential ? "You are not authorized to perform this operation." : "Must have admin rights to Repository.")
            : null;
    }

    /// <summary>What the token's user may do, as far as the token's own rights let it.</summary>
    public static HubPermission PermissionOf(HubToken token, HubRepository repository) =>
        token.Kind == HubTokenKind.Installation
            ? token.Covers(repository) ? HubPermission.Write : HubPermission.None
            : repository.PermissionOf(token.User);

    /// <summary>Whether the token itself goes that far, whatever its user may.</summary>
    public static bool IsGiven(HubToken token, HubRepository repository, Needs needs) => token.Kind == HubTokenKind.Classic
        ? token.Covers(repository) || (needs.AnyOf.Contains("security_events") && token.Scopes.Contains("security_events"))
        : token.Covers(repository) && needs.AnyOf.Any(name =>
            token.Permissions.TryGetValue(name, out var access) && (access is "write" or "admin" || !needs.ToWrite));
}
