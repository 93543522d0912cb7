namespace AgentFleet.GitHub;

/// <summary>How far a check, a run or a job is.</summary>
public enum RunStatus
{
    Requested,
    Waiting,
    Pending,
    Queued,
    InProgress,
    Completed,
}

/// <summary>How a check, a run or a job ended.</summary>
public enum Conclusion
{
    Success,
    Failure,
    Neutral,
    Cancelled,
    Skipped,
    TimedOut,
    ActionRequired,
    StartupFailure,
    Stale,
}
