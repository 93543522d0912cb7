namespace AgentFleet.GitHub;

/// <summary>A workflow of a repository.</summary>
public sealed record Workflow
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public string? Path { get; init; }

    public Word<WorkflowState> State { get; init; }

    public string? HtmlUrl { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}

public enum WorkflowState
{
    Active,
    Deleted,
    DisabledFork,
    DisabledInactivity,
    DisabledManually,
}
