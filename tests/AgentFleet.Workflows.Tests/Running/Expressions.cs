using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFleet.Workflows.Tests.Running;

/// <summary>What an expression of a workflow comes to, by the evaluator that GitHub publishes.</summary>
public static class Expressions
{
    public static async Task<IReadOnlyList<string>> EvaluateAsync(string expression, params IEnumerable<JsonObject> events)
    {
        var input = new JsonObject
        {
            ["expression"] = expression.Replace("${{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal),
            ["contexts"] = new JsonArray([.. events.Select(payload => new JsonObject { ["github"] = new JsonObject { ["event"] = payload.DeepClone() } })]),
        };
        return JsonSerializer.Deserialize<string[]>(await Node.AskAsync("Running/evaluate.mjs", "@actions/expressions", input.ToJsonString()))!;
    }
}
