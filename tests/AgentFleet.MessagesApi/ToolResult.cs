namespace AgentFleet.MessagesApi;

/// <summary>What a client says a tool call gave: a <c>tool_result</c> block of a request.</summary>
public sealed record ToolResult(string ToolUseId, string Text, bool IsError);
