namespace AgentFleet.GitHub;

/// <summary>One job of a run.</summary>
public sealed record WorkflowJob
{
    public required long Id { get; init; }

    public long RunId { get; init; }

    public int RunAttempt { get; init; }

    public string? Name { get; init; }

    public Word<RunStatus> Status { get; init; }

    public Word<Conclusion> Conclusion { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? HtmlUrl { get; init; }

    public IReadOnlyList<WorkflowStep> Steps { get; init => field = value ?? []; } = [];
}

public sealed record WorkflowStep
{
    public int Number { get; init; }

    public string? Name { get; init; }

    public Word<RunStatus> Status { get; init; }

    public Word<Conclusion> Conclusion { get; init; }
}
