using System.Text.Json.Serialization;

namespace AgentFleet.GitHub;

/// <summary>One check of a commit, by Actions or another App.</summary>
public sealed record CheckRun
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public string? HeadSha { get; init; }

    public Word<RunStatus> Status { get; init; }

    /// <summary>Missing until it is completed.</summary>
    public Word<Conclusion> Conclusion { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? HtmlUrl { get; init; }

    public CheckApp? App { get; init; }
}

public sealed record CheckApp
{
    public required long Id { get; init; }

    public string? Slug { get; init; }
}

internal sealed record CheckRuns([property: JsonPropertyName("check_runs")] IReadOnlyList<CheckRun?>? Runs);
