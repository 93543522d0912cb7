using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>What an app asks in its own name, by its JWT, and what its installations ask by their tokens.</summary>
internal static class AppEndpoints
{
    private const string Installations = "/app/installations";

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", "/app", Needs.Nothing, call => With(call, app => Answer.Ok(AccessJson.App(app)))),
        new("GET", Installations, Needs.Nothing, call => With(call, app =>
            Paging.List(call, app.Installations, i => new Piece(AccessJson.Installation(i, call.World.Api))))),
        new("GET", Installations + "/{installation_id}", Needs.Nothing, call => With(call, app => Get(call, app))),
        new("GET", "/repos/{owner}/{repo}/installation", Needs.Nothing, call => With(call, app => OfRepository(call, app))),
        new("POST", Installations + "/{installation_id}/access_tokens", Needs.Nothing, call => With(call, app => TokenEndpoint.Create(call, app))),
        new("GET", "/installation/repositories", Needs.Nothing, Repositories),
    ];

    public static HubInstallation? Find(Call call, HubApp app) =>
        app.Installations.FirstOrDefault(i => $"{i.Id}" == call.Arguments["installation_id"]);

    private static Answer With(Call call, Func<HubApp, Answer> answer) =>
        call.Caller.App is { } app ? answer(app) : Answer.Error(401, "A JSON web token could not be decoded");

    private static Answer Get(Call call, HubApp app) =>
        Find(call, app) is { } installation ? Answer.Ok(AccessJson.Installation(installation, call.World.Api)) : Answer.NotFound;

    private static Answer OfRepository(Call call, HubApp app) =>
        app.Installations.FirstOrDefault(i => i.Repositories.Contains(call.Repository)) is { } installation
            ? Answer.Ok(AccessJson.Installation(installation, call.World.Api))
            : Answer.NotFound;

    private static Answer Repositories(Call call)
    {
        if (call.Caller.Token is not { Installation: { } installation } token)
            return Answer.Error(403, "You must authenticate with an installation access token in order to list repositories for an installation.");
        var permissions = RepositoryJson.Permissions(HubPermission.Read);
        return Paging.List(call, installation.Repositories.Where(token.Covers), r => new Piece(RepositoryJson.Listed(r, permissions)), "repositories") is var answer
            ? answer with { Frame = answer.Frame with { Before = answer.Frame.Before.Replace("\"total_count\"", Selection(installation) + "\"total_count\"", StringComparison.Ordinal) } }
            : Answer.NotFound;
    }

    private static string Selection(HubInstallation installation) =>
        $"\"repository_selection\":\"{(installation.Selects ? "selected" : "all")}\",";
}
