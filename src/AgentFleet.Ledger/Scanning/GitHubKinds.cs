namespace AgentFleet.Ledger.Scanning;

/// <summary>The kinds of findings that GitHub gives.</summary>
public static class GitHubKinds
{
    /// <summary>The kind of the check.</summary>
    public const string Check = "github";

    public const string Issue = "github.issue";

    public const string PullRequest = "github.pull_request";

    public const string Workflow = "github.workflow";

    public const string Security = "github.security";
}
