namespace AgentFleet.GitHub;

internal sealed class InstallationToken
{
    public required string Token { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public IReadOnlyDictionary<string, string>? Permissions { get; init; }
}

/// <summary>Names without the owner, who is the installation's; null for all that the installation may see.</summary>
internal sealed record InstallationTokenRequest(IReadOnlyList<string>? Repositories);
