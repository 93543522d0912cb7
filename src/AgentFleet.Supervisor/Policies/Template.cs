using System.Text.RegularExpressions;
using AgentFleet.Definitions;

namespace AgentFleet.Supervisor.Policies;

/// <summary>
/// A policy's instructions, with <c>{{name}}</c> for the few values that may stand in a system prompt: all of them our
/// own words, none that a stranger can write. Strict: an unknown name is a problem with its place.
/// </summary>
public sealed partial class Template
{
    /// <summary>The names that instructions may use; the last two are there only for what is in a repository, or has a number there.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "host.name", "finding.id", "finding.kind", "finding.severity", "finding.scanner",
        "attempt.number", "attempt.max", "run.folder", "run.untrusted", "policy.name",
        "finding.repository", "finding.number",
    ];

    private readonly string _text;

    private Template(string text) => _text = text;

    /// <summary>Checks a text; null, and problems, when it names something unknown or a brace is left open.</summary>
    public static Template? Parse(string file, string text, int firstLine, Problems problems)
    {
        var sound = true;
        foreach (Match tag in Tags().Matches(text))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["close"].Success && Names.Contains(name))
                continue;
            sound = false;
            var place = PlaceOf(file, text, tag.Index, firstLine);
            if (!tag.Groups["close"].Success)
                problems.Add(place, "\"{{\" is not closed on its line", "write {{name}}");
            else
                problems.Add(place, $"unknown variable \"{name}\"", Nearest.Suggestion(name, Names, "the variables are"));
        }
        return sound ? new Template(text) : null;
    }

    /// <summary>Fills in the values.</summary>
    /// <exception cref="KeyNotFoundException">When a value is missing.</exception>
    public string Fill(IReadOnlyDictionary<string, string> values) =>
        Tags().Replace(_text, tag => values.TryGetValue(tag.Groups["name"].Value, out var value)
            ? value
            : throw new KeyNotFoundException($"this finding has nothing for the variable {Quoted.Of(tag.Groups["name"].Value)} of its policy"));

    private static Place PlaceOf(string file, string text, int index, int firstLine)
    {
        var before = text.AsSpan(0, index);
        return new Place(file, firstLine + before.Count('\n'), index - before.LastIndexOf('\n'));
    }

    [GeneratedRegex(@"\{\{[ \t]*(?<name>[^{}\n]*?)[ \t]*(?<close>\}\})?(?(close)|(?=\n|\{|\}|$))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Tags();
}
