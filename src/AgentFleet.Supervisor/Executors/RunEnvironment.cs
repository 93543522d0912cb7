using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Supervisor.Runs;

namespace AgentFleet.Supervisor.Executors;

/// <summary>
/// Builds a run's environment from nothing: PATH, HOME and locale, what the executor needs, what the policy names, and
/// where to find the paperwork. Paths and ids only: a stranger's words are in the files, never here.
/// </summary>
internal static class RunEnvironment
{
    public static IReadOnlyDictionary<string, string> For(IExecutor executor, Policy policy, Finding finding, Attempt attempt, RunFolder folder)
    {
        var environment = new Dictionary<string, string>(BaseEnvironment.FromThisProcess(policy.Env));
        foreach (var (name, value) in executor.Environment)
            environment[name] = value;
        environment["AGENTFLEET_ATTEMPT"] = attempt.Id.ToString();
        environment["AGENTFLEET_FINDING"] = finding.Id.ToString();
        environment["AGENTFLEET_KIND"] = finding.Kind;
        environment["AGENTFLEET_UNTRUSTED"] = folder.Untrusted;
        environment["AGENTFLEET_HEARTBEAT"] = folder.Heartbeat;
        return environment;
    }
}
