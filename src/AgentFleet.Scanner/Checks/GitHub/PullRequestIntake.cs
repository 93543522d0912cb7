namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Pull requests of ours that need work.</summary>
internal sealed class PullRequestIntake(RepositoryScope scope, Tale tale)
{
    /// <param name="changed">Something happened to some pull request.</param>
    public Task<PullRequestMemory?> LookAsync(PullRequestMemory? memory, bool changed, CancellationToken ct)
    {
        _ = (scope, tale, changed, ct);
        return Task.FromResult(memory);
    }
}
