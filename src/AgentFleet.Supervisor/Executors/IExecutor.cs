using AgentFleet.Processes;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Supervisor.Runs;

namespace AgentFleet.Supervisor.Executors;

/// <summary>Carries out a policy: says what is to be run, and judges what came of it.</summary>
public interface IExecutor
{
    /// <summary>Whether everything that a run started is to end with it; not so where a cure may start a service.</summary>
    bool LeavesNothingBehind { get; }

    /// <summary>The command line. Nothing that a stranger wrote may stand in it.</summary>
    IReadOnlyList<string> Argv(Policy policy, RunFolder folder, Guid session);

    /// <summary>The executor's own part of the run's environment.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>What the run reads on standard input; null for nothing.</summary>
    string? StandardInput(RunFolder folder);

    /// <summary>Decides how a run that ended by itself went, from what it left in its folder.</summary>
    RunReport Judge(Policy policy, RunFolder folder, RunEnd end, DateTimeOffset now);

    /// <summary>
    /// Judges a run that was cut off for <paramref name="otherwise"/>: it may not have been its own fault that it took so long.
    /// </summary>
    RunReport JudgeCut(RunFolder folder, RunOutcome otherwise, DateTimeOffset now);
}
