using System.Text.Json;
using AgentFleet.Hub.Json;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;

namespace AgentFleet.Hub.Endpoints;

/// <summary>Gives out a token of an installation, for an hour, for all of its repositories and rights or for some.</summary>
internal static class TokenEndpoint
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static Answer Create(Call call, HubApp app)
    {
        if (AppEndpoints.Find(call, app) is not { } installation)
            return Answer.NotFound;
        if (installation.IsSuspended)
            return Answer.Error(403, "This installation has been suspended");
        var (names, ids) = (Names(call), Ids(call));
        var only = names is null && ids is null
            ? null
            : installation.Repositories.Where(r => names?.Contains(r.Name) == true || ids?.Contains(r.Id) == true).ToList();
        if (only is not null && only.Count != (names?.Count ?? 0) + (ids?.Count ?? 0))
            return Answer.Error(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
        if (Permissions(call, installation) is not { } permissions)
            return Answer.Error(422, "The permissions requested are not granted to this installation.");
        var token = call.World.AddToken(installation).With(permissions).For(only ?? []).Until(call.World.Now + Life);
        return Answer.Of(201, AccessJson.Token(token, only ?? (installation.Selects ? installation.Repositories : null)));
    }

    /// <summary>What is asked for, as far as the installation has it; all of it when nothing is; null when it has less.</summary>
    private static List<(string, string)>? Permissions(Call call, HubInstallation installation)
    {
        if (Field(call, "permissions") is not { ValueKind: JsonValueKind.Object } asked)
            return [.. installation.Permissions.Select(p => (p.Key, p.Value))];
        var wanted = asked.EnumerateObject().Select(p => (p.Name, Access: p.Value.ToString())).ToList();
        return wanted.TrueForAll(w => installation.Permissions.TryGetValue(w.Name, out var has) && (has == w.Access || has is "write" or "admin"))
            ? wanted
            : null;
    }

    private static List<string>? Names(Call call) => Field(call, "repositories") is { ValueKind: JsonValueKind.Array } names
        ? [.. names.EnumerateArray().Select(n => n.ToString())]
        : null;

    private static List<long>? Ids(Call call) => Field(call, "repository_ids") is { ValueKind: JsonValueKind.Array } ids
        ? [.. ids.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Number).Select(i => i.GetInt64())]
        : null;

    private static JsonElement Field(Call call, string name) =>
        call.Body.ValueKind == JsonValueKind.Object && call.Body.TryGetProperty(name, out var value) ? value : default;
}
