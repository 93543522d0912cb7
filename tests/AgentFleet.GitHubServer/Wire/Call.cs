using System.Text.Json;
using AgentFleet.Hub.Access;
using AgentFleet.Hub.State;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Hub.Wire;

/// <summary>A request whose operation, caller and repository are known.</summary>
internal sealed record Call(HubWorld World, Caller Caller, IQueryCollection Query, JsonElement Body)
{
    private HubRepository? _repository;

    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>The path as GitHub's own links name it: <c>/repositories/1/issues</c>.</summary>
    public required string CanonicalPath { get; init; }

    /// <summary>Of operations on repositories.</summary>
    public HubRepository Repository
    {
        get => _repository ?? throw new InvalidOperationException("The operation has no repository.");
        init => _repository = value;
    }

    public int Number(string argument) => int.TryParse(Arguments[argument], out var number) ? number : -1;

    public string? Text(string field) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public bool Says(string field) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;
}
