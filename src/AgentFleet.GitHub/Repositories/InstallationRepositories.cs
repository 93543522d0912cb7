namespace AgentFleet.GitHub;

internal sealed record InstallationRepositories(IReadOnlyList<GitHubRepository?>? Repositories);
