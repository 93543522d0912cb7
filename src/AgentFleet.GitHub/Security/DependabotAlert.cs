namespace AgentFleet.GitHub;

/// <summary>A dependency with a known hole.</summary>
public sealed record DependabotAlert
{
    public required int Number { get; init; }

    public Word<AlertState> State { get; init; }

    public AlertDependency? Dependency { get; init; }

    public SecurityAdvisory? SecurityAdvisory { get; init; }

    public SecurityVulnerability? SecurityVulnerability { get; init; }

    public string? HtmlUrl { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FixedAt { get; init; }

    public DateTimeOffset? DismissedAt { get; init; }
}
