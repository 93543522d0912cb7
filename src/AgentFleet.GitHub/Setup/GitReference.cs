using System.Text.Json.Serialization;

namespace AgentFleet.GitHub;

/// <summary>A branch and the commit that it is at.</summary>
public sealed record GitReference
{
    public required string Ref { get; init; }

    [JsonPropertyName("object")]
    public GitObject? Target { get; init; }
}

public sealed record GitObject
{
    public string? Type { get; init; }

    public string? Sha { get; init; }
}
