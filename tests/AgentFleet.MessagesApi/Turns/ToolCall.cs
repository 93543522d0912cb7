namespace AgentFleet.MessagesApi.Turns;

/// <summary>A call as the model writes it: the input is JSON text.</summary>
internal sealed record ToolCall(string Name, string Input);
