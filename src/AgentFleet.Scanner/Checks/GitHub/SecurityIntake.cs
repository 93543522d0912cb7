namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Security alerts that are open.</summary>
internal sealed class SecurityIntake(RepositoryScope scope, Tale tale)
{
    public Task LookAsync(CancellationToken ct)
    {
        _ = (scope, tale, ct);
        return Task.CompletedTask;
    }
}
