using AgentFleet.Supervisor.Executors.Claude;
using AgentFleet.Supervisor.Executors.Runbook;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Executors;

/// <summary>The executors there are.</summary>
public sealed class ExecutorBench(SupervisorSettings settings)
{
    private readonly RunbookExecutor _runbook = new();

    public IExecutor For(Policy policy) => policy.Executor switch
    {
        ExecutorSettings.Runbook => _runbook,
        ExecutorSettings.Claude => new ClaudeExecutor(settings.Current().Claude),
        _ => throw new InvalidOperationException($"no executor for {policy.Executor}"),
    };
}
