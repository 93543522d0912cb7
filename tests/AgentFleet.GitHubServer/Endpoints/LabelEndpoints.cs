using AgentFleet.Hub.Access;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>The labels of a repository.</summary>
internal static class LabelEndpoints
{
    private const string Path = "/repos/{owner}/{repo}/labels";

    public static IEnumerable<Operation> All { get; } =
    [
        new("GET", Path, Needs.Read("issues", "pull_requests"), call =>
            Paging.List(call, call.Repository.Labels.All, l => new Piece(LabelJson.Of(l, call.Repository)))),
        new("GET", Path + "/{name}", Needs.Read("issues", "pull_requests"), Get),
        new("POST", Path, Needs.Write("issues", "pull_requests"), Create),
    ];

    private static Answer Get(Call call) => call.Repository.Labels.Find(call.Arguments["name"]) is { } label
        ? Answer.Ok(LabelJson.Of(label, call.Repository))
        : Answer.NotFound;

    private static Answer Create(Call call)
    {
        if (call.Text("name") is not { Length: > 0 and <= 50 } name)
            return Answer.Invalid("Label", "name", "missing_field");
        if (call.Repository.Labels.Find(name) is not null)
            return Answer.Invalid("Label", "name", "already_exists");
        var color = call.Text("color") ?? "ededed";
        if (color.Length != 6 || !color.All(char.IsAsciiHexDigit))
            return Answer.Invalid("Label", "color", "invalid");
        if (call.Text("description") is { Length: > 100 })
            return Answer.Invalid("Label", "description", "custom", "description is too long (maximum is 100 characters)");
        return Answer.Of(201, LabelJson.Of(call.Repository.Labels.Add(name, color, call.Text("description")), call.Repository));
    }
}
