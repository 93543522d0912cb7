using System.Collections.Immutable;
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

    /// <summary>
    /// What the run used. Without a result it is what the model's answers say so far: turns and input. Their output is the
    /// count at an answer's beginning, and a cost is nowhere, so both stay unknown.
    /// </summary>
    public RunUsage Usage => Result?.Usage ?? (InputOf.IsEmpty ? RunUsage.Unknown : new(InputOf.Count, InputOf.Values.Sum(), null, null));

    // By the message's id: each part of an answer repeats it.
    private ImmutableDictionary<string, long> InputOf { get; init; } = ImmutableDictionary<string, long>.Empty;

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
        "assistant" => this with { ApiError = line.Text("error"), InputOf = line.Text("error") is null ? WithInputOf(line) : InputOf },
        "rate_limit_event" => this with { RejectedUntil = RejectionOf(line) },
        "result" => this with { Result = ClaudeResult.From(line) },
        _ => this,
    };

    private ImmutableDictionary<string, long> WithInputOf(JsonElement line) =>
        line.Part("message") is { } message && message.Text("id") is { } id && message.Part("usage") is { } usage
            ? InputOf.SetItem(id, usage.Counts("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"))
            : InputOf;

    private static List<string> ToolsOf(JsonElement init) =>
        [.. init.Items("tools").Select(tool => tool.AsText()).OfType<string>()];

    private static DateTimeOffset? RejectionOf(JsonElement line) =>
        line.Part("rate_limit_info") is { } info && info.Text("status") == "rejected" && info.Number("resetsAt") is { } seconds
            ? UsageLimitText.FromEpoch(seconds)
            : null;
}
