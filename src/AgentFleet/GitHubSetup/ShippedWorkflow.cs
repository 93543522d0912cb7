using System.Globalization;
using System.Text;
using AgentFleet.Configuration;
using AgentFleet.Verbs;

namespace AgentFleet.GitHubSetup;

/// <summary>A workflow that ships, as it belongs into a repository.</summary>
/// <param name="File">Where it lies beside the program.</param>
/// <param name="Line">The line that names the configuration's fix label instead of the usual one; null when nothing is changed.</param>
internal sealed record ShippedWorkflow(string File, string Text, string? Line)
{
    private const string UsualLabel = "agentfleet:fix";
    private const string UsualLine = $"if: github.event.label.name == '{UsualLabel}'";

    public string Path => $".github/workflows/{System.IO.Path.GetFileName(File)}";

    /// <exception cref="UsageException">The label cannot stand in a workflow.</exception>
    public static IReadOnlyList<ShippedWorkflow> All(string fixLabel) =>
        [.. Directory.EnumerateFiles(Shipped.Workflows, "*.yml").Order(StringComparer.Ordinal).Select(file => Of(file, System.IO.File.ReadAllText(file), fixLabel))];

    internal static ShippedWorkflow Of(string file, string text, string fixLabel)
    {
        // GitHub compares labels without case, and so does the line.
        if (!text.Contains(UsualLine, StringComparison.Ordinal) || fixLabel.Equals(UsualLabel, StringComparison.OrdinalIgnoreCase))
            return new(file, text, null);
        var line = Naming(fixLabel);
        return new(file, text.Replace(UsualLine, line, StringComparison.Ordinal), line);
    }

    // In quotes twice: it is a text in one of GitHub's expressions, where a quote is written twice, and that is a text in YAML.
    private static string Naming(string label)
    {
        if (label.Contains("${{", StringComparison.Ordinal))
            throw new UsageException("\"fix_label\" cannot stand in a workflow: ${{ begins an expression there");
        var line = new StringBuilder("if: \"github.event.label.name == '");
        foreach (var rune in label.Replace("'", "''", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                line.Append('\\').Append(rune);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
            else
                line.Append(rune);
        }
        return line.Append("'\"").ToString();
    }
}
