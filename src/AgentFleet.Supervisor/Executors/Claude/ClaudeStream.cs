using System.Text.Json;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>
/// What matters in a run's stream of JSON lines: the tools it had, the last limit it heard of, the API error that its
/// last message carries (the CLI's own word for the cause), its result.
/// </summary>
internal sealed record ClaudeStream(IReadOnlyList<string> Tools, DateTimeOffset? RejectedUntil, string? ApiError, ClaudeResult? Result)
{
    /// <summary>Reads a stream as far as it was written: a last line that was cut off is left out.</summary>
    public static ClaudeStream Read(string file)
    {
        var read = new ClaudeStream([], null, null, null);
        if (!File.Exists(file))
            return read;
        foreach (var line in File.ReadLines(file))
        {
            try
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.ValueKind == JsonValueKind.Object)
                    read = read.With(json.RootElement);
            }
            catch (JsonException)
            {
                // Not ours: a warning that a tool printed, or a line that a kill cut off.
            }
        }
        return read;
    }

    private ClaudeStream With(JsonElement line) => line.Text("type") switch
    {
        "system" when line.Text("subtype") == "init" => this with { Tools = ToolsOf(line) },
        "assistant" => this with { ApiError = line.Text("error") },
        "rate_limit_event" => this with { RejectedUntil = RejectionOf(line) },
        "result" => this with { Result = ClaudeResult.From(line) },
        _ => this,
    };

    private static List<string> ToolsOf(JsonElement init) =>
        init.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array
            ? [.. tools.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)]
            : [];

    private static DateTimeOffset? RejectionOf(JsonElement line) =>
        line.TryGetProperty("rate_limit_info", out var info) && info.Text("status") == "rejected" && info.Number("resetsAt") is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}

internal static class LenientJson
{
    /// <summary>The text of a property; null when it is missing or no text.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The number of a property; null when it is missing or no number.</summary>
    public static decimal? Number(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDecimal(out var number) ? number : null;
}
