namespace AgentFleet.Hub.State;

/// <summary>A label of a repository.</summary>
public sealed record HubLabel(long Id, string Name, string Color, string? Description);
