using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub.Workflows;

/// <summary>The open issue that tells of a failing workflow.</summary>
/// <param name="Labels">Without the fix label when it is nobody's order.</param>
/// <param name="LabelRefused">Why the fix label does not count; null when it does, or is not there.</param>
internal sealed record FiledIssue(int Number, string? Url, IReadOnlyList<string> Labels, string? LabelRefused)
{
    private const int MostLabels = 100;

    public static FiledIssue? Of(JsonObject evidence) => evidence["issue"] is JsonValue issue && issue.TryGetValue(out int number)
        ? new(
            number, (evidence["issue_url"] as JsonValue)?.GetValue<string>(),
            evidence["labels"] is JsonArray labels ? [.. labels.OfType<JsonValue>().Select(label => label.GetValue<string>())] : [],
            (evidence["label_refused"] as JsonValue)?.GetValue<string>())
        : null;

    public void WriteInto(JsonObject evidence)
    {
        evidence["issue"] = Number;
        evidence["issue_url"] = KeptText.Short(Url);
        evidence["labels"] = KeptText.List(Labels.Take(MostLabels));
        if (LabelRefused is not null)
            evidence["label_refused"] = PlainText.Line(LabelRefused, 300);
    }
}
