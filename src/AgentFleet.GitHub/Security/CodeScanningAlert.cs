namespace AgentFleet.GitHub;

/// <summary>Something that a scan of the code found.</summary>
public sealed record CodeScanningAlert
{
    public required int Number { get; init; }

    public Word<AlertState> State { get; init; }

    public CodeScanningRule? Rule { get; init; }

    public CodeScanningTool? Tool { get; init; }

    public CodeScanningInstance? MostRecentInstance { get; init; }

    public string? HtmlUrl { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? FixedAt { get; init; }

    public DateTimeOffset? DismissedAt { get; init; }
}
