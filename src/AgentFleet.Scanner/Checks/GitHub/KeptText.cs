using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>Text of others as it is kept in evidence: one harmless line, and not a long one.</summary>
internal static class KeptText
{
    private const int Longest = 200;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Short(string? text) => text is null ? null : PlainText.Line(text, Longest);

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)Short(text))]);
}
