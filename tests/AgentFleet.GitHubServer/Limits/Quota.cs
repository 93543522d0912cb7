namespace AgentFleet.Hub.Limits;

/// <summary>Where an account stands in its hour.</summary>
internal sealed record Quota(int Limit, int Used, DateTimeOffset Reset)
{
    public int Remaining => Math.Max(0, Limit - Used);
}
