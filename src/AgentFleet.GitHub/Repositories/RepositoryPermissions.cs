namespace AgentFleet.GitHub;

/// <summary>What a token, or its person, may do in a repository.</summary>
public sealed record RepositoryPermissions
{
    public bool Pull { get; init; }

    public bool Triage { get; init; }

    public bool Push { get; init; }

    public bool Maintain { get; init; }

    public bool Admin { get; init; }
}
