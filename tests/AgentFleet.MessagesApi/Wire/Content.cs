using System.Text.Json;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>Reads a message's content, which is a string or a list of blocks.</summary>
internal static class Content
{
    private const string Between = "\n\n";

    public static string Text(JsonElement content) => string.Join(Between, Texts(content));

    public static string Prompt(JsonElement message) => string.Join(
        Between,
        Texts(message.Property("content")).Where(text => !text.StartsWith("<system-reminder>", StringComparison.Ordinal)));

    public static IEnumerable<ToolResult> ToolResults(JsonElement content) =>
        from block in content.Items()
        where block.Text("type") == "tool_result"
        select new ToolResult(
            block.Text("tool_use_id"),
            Text(block.Property("content")),
            block.Property("is_error").ValueKind == JsonValueKind.True);

    private static IEnumerable<string> Texts(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [content.GetString()!]
        : content.Items().SelectMany(BlockTexts);

    private static IEnumerable<string> BlockTexts(JsonElement block) => block.Text("type") switch
    {
        "text" => [block.Text("text")],
        "tool_result" => Texts(block.Property("content")),
        _ => [],
    };
}
