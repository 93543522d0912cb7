namespace AgentFleet.GitHub;

/// <summary>A label of a repository, or on an issue.</summary>
public sealed record IssueLabel
{
    public long? Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Six hexadecimal digits.</summary>
    public string? Color { get; init; }

    public string? Description { get; init; }
}
