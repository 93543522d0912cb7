using System.Text.Json;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>
/// What matters in a run's stream of JSON lines: the tools it had, the last limit it heard of, the API error that its
/// last message carries (the CLI's own word for the cause), its result.
/// </summary>
internal sealed record ClaudeStream(IReadOnlyList<string> Tools, DateTimeOffset? RejectedUntil, string? ApiError, ClaudeResult? Result)
{
    /// <summary>The last that it said is that it tries to reach the model again.</summary>
    public bool AwaitsModel { get; private init; }

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

    private ClaudeStream With(JsonElement line) => Read(line) with { AwaitsModel = line.Text("type") == "system" && line.Text("subtype") == "api_retry" };

    private ClaudeStream Read(JsonElement line) => line.Text("type") switch
    {
        "system" when line.Text("subtype") == "init" => this with { Tools = ToolsOf(line) },
        "assistant" => this with { ApiError = line.Text("error") },
        "rate_limit_event" => this with { RejectedUntil = RejectionOf(line) },
        "result" => this with { Result = ClaudeResult.From(line) },
        _ => this,
    };

    private static List<string> ToolsOf(JsonElement init) =>
        [.. init.Items("tools").Select(tool => tool.AsText()).OfType<string>()];

    private static DateTimeOffset? RejectionOf(JsonElement line) =>
        line.Part("rate_limit_info") is { } info && info.Text("status") == "rejected" && info.Number("resetsAt") is { } seconds
            ? UsageLimitText.FromEpoch(seconds)
            : null;
}
