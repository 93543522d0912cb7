namespace AgentFleet.Hub.State;

/// <summary>A check of a commit.</summary>
public sealed record HubCheckRun(long Id, string Sha, string Name, string? Conclusion, string? Summary, DateTimeOffset At)
{
    /// <summary>Nobody has begun it.</summary>
    public bool IsQueued { get; init; }
}
