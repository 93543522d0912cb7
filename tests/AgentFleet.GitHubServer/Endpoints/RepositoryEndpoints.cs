using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>A repository, and what people may do in it.</summary>
internal static class RepositoryEndpoints
{
    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/repos/{owner}/{repo}", Needs.Read("metadata"), Get),
        new("GET", "/repos/{owner}/{repo}/collaborators/{username}/permission", Needs.Read("metadata") with { IsConfidential = true }, Permission),
    ];

    private static Answer Get(Call call) => Answer.Ok(RepositoryJson.Full(
        call.Repository,
        call.Caller.Token is { } token ? RepositoryJson.Permissions(Rights.PermissionOf(token, call.Repository)) : null));

    // "read" is what a public repository gives to everybody; a user who is not there is 404, and so is a renamed one.
    private static Answer Permission(Call call) => call.World.Find(call.Arguments["username"]) is { Trace: HubUserTrace.Present } user
        ? Answer.Ok(AccessJson.Collaborator(user, call.Repository.PermissionOf(user), call.World.Api))
        : Answer.Error(404, $"{call.Arguments["username"]} is not a user");
}
