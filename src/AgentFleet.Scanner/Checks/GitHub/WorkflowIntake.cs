namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Workflows that fail on the default branch.</summary>
internal sealed class WorkflowIntake(RepositoryScope scope, Tale tale)
{
    public Task<WorkflowMemory?> LookAsync(WorkflowMemory? memory, CancellationToken ct)
    {
        _ = (scope, tale, ct);
        return Task.FromResult(memory);
    }
}
