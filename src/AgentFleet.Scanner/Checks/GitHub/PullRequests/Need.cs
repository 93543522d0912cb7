namespace AgentFleet.Scanner.Checks.GitHub.PullRequests;

/// <summary>What a pull request of ours may need somebody for.</summary>
internal enum Need
{
    ChecksFailed,
    Conflicts,
    ChangesRequested,
    Stale,
}
