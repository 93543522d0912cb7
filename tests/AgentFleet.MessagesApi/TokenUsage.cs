namespace AgentFleet.MessagesApi;

/// <summary>The token counts that an answer reports, as the API bills them.</summary>
public sealed record TokenUsage(int Input = 10, int Output = 20, int CacheRead = 0, int CacheCreation = 0);
