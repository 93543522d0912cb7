namespace AgentFleet.Hub.State;

/// <summary>A comment on an issue or pull request.</summary>
public sealed record HubComment(long Id, string Body, HubUser Author, DateTimeOffset CreatedAt);
