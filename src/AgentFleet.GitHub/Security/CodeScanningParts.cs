namespace AgentFleet.GitHub;

public sealed record CodeScanningRule
{
    public string? Id { get; init; }

    public string? Description { get; init; }

    /// <summary>For the code: <c>error</c>, <c>warning</c>, <c>note</c>.</summary>
    public string? Severity { get; init; }

    public Word<AlertSeverity> SecuritySeverityLevel { get; init; }
}

public sealed record CodeScanningTool
{
    public string? Name { get; init; }
}

public sealed record CodeScanningInstance
{
    public string? Ref { get; init; }

    public CodeScanningLocation? Location { get; init; }
}

public sealed record CodeScanningLocation
{
    public string? Path { get; init; }

    public int? StartLine { get; init; }
}
