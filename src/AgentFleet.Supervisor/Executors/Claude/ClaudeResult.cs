using System.Text.Json;
using AgentFleet.Ledger;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>The result object that ends a run's stream.</summary>
internal sealed record ClaudeResult(string? Subtype, bool IsError, int? ApiStatus, string Text, IReadOnlyList<string> Denials, RunUsage Usage)
{
    public static ClaudeResult From(JsonElement line) => new(
        line.Text("subtype"),
        line.TryGetProperty("is_error", out var error) && error.ValueKind == JsonValueKind.True,
        (int?)line.Number("api_error_status"),
        line.Text("result") ?? string.Join("; ", ErrorsOf(line)),
        DenialsOf(line),
        UsageOf(line));

    private static IEnumerable<string> ErrorsOf(JsonElement line) =>
        line.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : e.GetRawText())
            : [];

    private static List<string> DenialsOf(JsonElement line) =>
        line.TryGetProperty("permission_denials", out var denials) && denials.ValueKind == JsonValueKind.Array
            ? [.. denials.EnumerateArray().Select(Denial)]
            : [];

    private static string Denial(JsonElement denial)
    {
        var tool = denial.Text("tool_name") ?? "a tool";
        var what = denial.TryGetProperty("tool_input", out var input) ? input.Text("command") ?? input.Text("file_path") : null;
        return what is null ? tool : $"{tool}({PlainText.Line(what, 120)})";
    }

    // The sum over models: the top-level usage leaves out what subagents used.
    private static RunUsage UsageOf(JsonElement line)
    {
        var models = line.TryGetProperty("modelUsage", out var usage) && usage.ValueKind == JsonValueKind.Object
            ? usage.EnumerateObject().Select(m => m.Value).ToList()
            : [];
        return new RunUsage(
            (int?)line.Number("num_turns"),
            Sum("inputTokens", "cacheReadInputTokens", "cacheCreationInputTokens"),
            Sum("outputTokens"),
            line.Number("total_cost_usd"));

        long? Sum(params string[] names) => models.Count == 0 ? null : (long)models.Sum(m => names.Sum(n => m.Number(n) ?? 0));
    }
}
