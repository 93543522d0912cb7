using System.Text.Json.Nodes;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>The API's message object: https://docs.anthropic.com/en/api/messages.</summary>
internal static class Message
{
    public static JsonObject Whole(Exchange exchange, IEnumerable<ContentBlock> blocks, string stopReason, TokenUsage usage) =>
        Of(exchange, new JsonArray([.. blocks.Select(block => block.Whole())]), stopReason, UsageOf(usage, usage.Output));

    /// <summary>What <c>message_start</c> carries: no content yet, the input counted, one token of output.</summary>
    public static JsonObject Begun(Exchange exchange, TokenUsage usage) =>
        Of(exchange, [], stopReason: null, UsageOf(usage, output: 1));

    private static JsonObject Of(Exchange exchange, JsonArray content, string? stopReason, JsonObject usage) => new()
    {
        ["id"] = exchange.NewId("msg"),
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = exchange.Request.Model,
        ["content"] = content,
        ["stop_reason"] = stopReason,
        ["stop_sequence"] = null,
        ["usage"] = usage,
    };

    private static JsonObject UsageOf(TokenUsage usage, int output) => new()
    {
        ["input_tokens"] = usage.Input,
        ["cache_creation_input_tokens"] = usage.CacheCreation,
        ["cache_read_input_tokens"] = usage.CacheRead,
        ["output_tokens"] = output,
    };
}
