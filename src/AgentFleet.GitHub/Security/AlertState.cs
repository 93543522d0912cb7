namespace AgentFleet.GitHub;

public enum AlertState
{
    Open,
    Fixed,
    Dismissed,
    AutoDismissed,
}

public enum AlertSeverity
{
    Low,
    Medium,
    High,
    Critical,
}
