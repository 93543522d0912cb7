namespace AgentFleet.GitHub;

public sealed record AlertDependency
{
    public AlertPackage? Package { get; init; }

    public string? ManifestPath { get; init; }

    public string? Scope { get; init; }
}

public sealed record AlertPackage
{
    public string? Ecosystem { get; init; }

    public string? Name { get; init; }
}

public sealed record SecurityAdvisory
{
    public string? GhsaId { get; init; }

    public string? CveId { get; init; }

    public string? Summary { get; init; }

    public Word<AlertSeverity> Severity { get; init; }
}

public sealed record SecurityVulnerability
{
    public string? VulnerableVersionRange { get; init; }

    /// <summary>Null when there is no version without the hole.</summary>
    public PatchedVersion? FirstPatchedVersion { get; init; }
}

public sealed record PatchedVersion
{
    public string? Identifier { get; init; }
}
