using System.Text.RegularExpressions;

namespace AgentFleet.Supervisor.Origins;

/// <summary>
/// Takes out the titles of links, and whole definitions of addresses and footnotes that nothing refers to: the page shows
/// neither.
/// </summary>
/// <remarks>https://github.github.com/gfm/#link-reference-definitions</remarks>
internal sealed class References
{
    private const string Title = @"(""([^""\\]|\\.)*""|'([^'\\]|\\.)*'|\(([^()\\]|\\.)*\))";
    private const string Before = @"^[ \t>*+\-0-9.)]*";
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex Definition = new(
        $@"(?<shown>{Before}\[(?<name>([^\[\]\\]|\\.)+)\]:[ \t]*\n?[ \t]*(<[^<>\n]*>|[^\s<]\S*))([ \t]*[ \t\n][ \t]*{Title})?[ \t]*$", Linear | RegexOptions.Multiline);

    private static readonly Regex Footnote = new(
        $@"{Before}\[(?<name>\^[^\[\]\s]+)\]:.*(\n[ \t]*[^ \t\n\[].*)*(\n([ \t]*\n)*(    |\t).*)*$", Linear | RegexOptions.Multiline);

    private static readonly Regex Bracket = new(@"\[(?<name>([^\[\]\\]|\\.)+)\]", Linear);

    private static readonly Regex Titled = new($@"(?<shown>\]\([ \t\n]*(<[^<>\n]*>|[^\s<]\S*))[ \t\n]+{Title}[ \t\n]*\)", Linear);

    private static readonly Regex Blanks = new(@"\s+", Linear);

    private readonly HashSet<string> _used;

    private References(HashSet<string> used, bool areThere) => (_used, AreThere) = (used, areThere);

    /// <summary>Whether some address has a name.</summary>
    public bool AreThere { get; }

    /// <param name="text">All that is not code.</param>
    public static References In(string text)
    {
        var rest = Footnote.Replace(Definition.Replace(text, found => InParagraph(text, found) ? found.Value : ""), found => found.Value[(found.Value.IndexOf(']') + 1)..]);
        return new([.. Bracket.Matches(rest).Select(Name)], Definition.IsMatch(text));
    }

    public string Without(string text)
    {
        text = Titled.Replace(text, found => found.Groups["shown"].Value + ")");
        text = Footnote.Replace(text, found => _used.Contains(Name(found)) ? found.Value : "");
        return Definition.Replace(text, found => InParagraph(text, found) || IsFootnote(found) ? found.Value : _used.Contains(Name(found)) ? found.Groups["shown"].Value : "");
    }

    private static bool IsFootnote(Match found) => found.Groups["name"].ValueSpan is ['^', ..];

    // What follows a line of words is more of them.
    private static bool InParagraph(string text, Match found)
    {
        var lineEnd = found.Index - 1;
        var lineBegin = lineEnd > 0 ? text.LastIndexOf('\n', lineEnd - 1) + 1 : 0;
        return lineEnd > lineBegin && char.IsLetter(text[lineBegin]);
    }

    private static string Name(Match found) => Blanks.Replace(found.Groups["name"].Value.Trim(), " ").ToUpperInvariant();
}
