namespace AgentFleet.GitHub;

/// <summary>A repository as others mention it.</summary>
public sealed record RepositoryMark
{
    public required long Id { get; init; }

    public string? FullName { get; init; }

    public bool Fork { get; init; }
}
