using AgentFleet.Supervisor.Executors.Claude;
using AgentFleet.Supervisor.Executors.Runbook;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Executors;

/// <summary>The executors there are.</summary>
public sealed class ExecutorBench(SupervisorOptions options)
{
    private readonly RunbookExecutor _runbook = new();
    private readonly ClaudeExecutor _claude = new(options.Claude);

    public IExecutor For(Policy policy) => policy.Executor switch
    {
        ExecutorSettings.Runbook => _runbook,
        ExecutorSettings.Claude => _claude,
        _ => throw new InvalidOperationException($"no executor for {policy.Executor}"),
    };
}
