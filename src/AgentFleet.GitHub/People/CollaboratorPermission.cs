namespace AgentFleet.GitHub;

/// <summary>What a person may do in a repository.</summary>
public sealed record CollaboratorPermission
{
    /// <summary>Maintainers count as writers, and those who triage as readers.</summary>
    public Word<PermissionLevel> Permission { get; init; }

    /// <summary>The finer word, such as <c>maintain</c> or <c>triage</c>, or one that a company made up.</summary>
    public string? RoleName { get; init; }

    public GitHubUser? User { get; init; }

    public bool MayWrite => Permission.Known is PermissionLevel.Write or PermissionLevel.Admin;
}

public enum PermissionLevel
{
    None,
    Read,
    Write,
    Admin,
}
