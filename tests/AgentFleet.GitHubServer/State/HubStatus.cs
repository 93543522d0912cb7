namespace AgentFleet.Hub.State;

/// <summary>A status of a commit: what was there before checks, and what many services still set.</summary>
internal sealed record HubStatus(long Id, string Sha, string Context, string State, string? Description, DateTimeOffset At);
