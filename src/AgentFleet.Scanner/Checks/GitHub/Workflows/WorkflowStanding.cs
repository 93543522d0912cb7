using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>What the runs of one workflow on one branch come to: the newest that has ended decides.</summary>
internal abstract record WorkflowStanding
{
    private WorkflowStanding()
    {
    }

    public sealed record Passed(WorkflowRun Run) : WorkflowStanding;

    /// <param name="Run">The newest that failed.</param>
    /// <param name="First">The first that failed after the last success, as far as was seen.</param>
    /// <param name="IsAfterSuccess">That success was seen too.</param>
    /// <param name="IsTriedAgain">A newer run is under way.</param>
    public sealed record Failing(WorkflowRun Run, WorkflowRun First, bool IsAfterSuccess, bool IsTriedAgain) : WorkflowStanding;

    /// <summary>It may have failed or not: the next look knows more.</summary>
    public sealed record Undecided : WorkflowStanding;

    /// <summary>None of these runs says anything; an older one may.</summary>
    public sealed record Silent : WorkflowStanding;

    // One may wait for somebody's permission for weeks, and nobody waits for that.
    private static readonly TimeSpan MayTake = TimeSpan.FromDays(1);

    /// <param name="runs">Of one workflow on one branch, in any order.</param>
    public static WorkflowStanding Of(IEnumerable<WorkflowRun> runs, DateTimeOffset now)
    {
        var isTriedAgain = false;
        Failing? failing = null;
        foreach (var run in runs.OrderByDescending(run => run.RunNumber).ThenByDescending(run => run.RunAttempt))
        {
            switch (MeaningOf(run))
            {
                case Meaning.Failed:
                    failing = failing is null ? new(run, run, false, isTriedAgain) : failing with { First = run };
                    break;
                case Meaning.Passed:
                    return failing is null ? new Passed(run) : failing with { IsAfterSuccess = true };
                case Meaning.UnderWay:
                    isTriedAgain |= run.CreatedAt > now - MayTake;
                    break;
                case Meaning.Unknown when failing is null:
                    return new Undecided();
                case Meaning.Unknown:
                    return failing;
            }
        }
        return failing is null ? new Silent() : failing;
    }

    private enum Meaning
    {
        Failed,
        Passed,
        None,
        UnderWay,
        Unknown,
    }

    // A run that is run again does not tell any more what its attempt before came to, so nothing may be said past it.
    private static Meaning MeaningOf(WorkflowRun run) => (run.Status.Known, run.Conclusion.Known) switch
    {
        (RunStatus.Completed, Conclusion.Success) => Meaning.Passed,
        (RunStatus.Completed, Conclusion.Failure or Conclusion.TimedOut or Conclusion.StartupFailure) => Meaning.Failed,
        (RunStatus.Completed, not null) => Meaning.None,
        (null or RunStatus.Completed, _) => Meaning.Unknown,
        _ => run.RunAttempt > 1 ? Meaning.Unknown : Meaning.UnderWay,
    };
}
