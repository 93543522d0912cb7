using System.Text.Json;
using AgentFleet.Ledger;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>The result object that ends a run's stream.</summary>
internal sealed record ClaudeResult(string? Subtype, bool IsError, int? ApiStatus, string Text, IReadOnlyList<string> Denials, RunUsage Usage)
{
    public static ClaudeResult From(JsonElement line) => new(
        line.Text("subtype"),
        line.Part("is_error")?.ValueKind == JsonValueKind.True,
        line.Count("api_error_status") is { } status and <= 999 ? (int)status : null,
        line.Text("result") ?? string.Join("; ", line.Items("errors").Select(e => e.AsText() ?? e.GetRawText())),
        [.. line.Items("permission_denials").Select(Denial)],
        UsageOf(line));

    private static string Denial(JsonElement denial)
    {
        var tool = denial.Text("tool_name") ?? "a tool";
        var what = denial.Part("tool_input") is { } input ? input.Text("command") ?? input.Text("file_path") : null;
        return what is null ? tool : $"{tool}({PlainText.Line(what, 120)})";
    }

    // The sum over models: the top-level usage leaves out what subagents used.
    private static RunUsage UsageOf(JsonElement line)
    {
        var models = line.Part("modelUsage") is { ValueKind: JsonValueKind.Object } usage ? usage.EnumerateObject().Select(m => m.Value).ToList() : [];
        return new RunUsage(
            line.Count("num_turns") is { } turns and <= int.MaxValue ? (int)turns : null,
            Sum("inputTokens", "cacheReadInputTokens", "cacheCreationInputTokens"),
            Sum("outputTokens"),
            line.Number("total_cost_usd"));

        long? Sum(params string[] names) => models.Count == 0 ? null : models.Sum(model => model.Counts(names));
    }
}
