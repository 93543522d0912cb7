using System.Text;
using System.Text.RegularExpressions;

namespace AgentFleet.Supervisor.Origins;

/// <summary>
/// Tells the lines of code fences from the others. A fence counts only where GitHub certainly sees one: at the beginning of
/// a line, outside of HTML, and only until the first that may be one or not, such as within a list: from there on none does.
/// Otherwise somebody could write what we take for code, and GitHub for a comment. What a fence holds that GitHub draws is
/// left out; where it is not certain where such a one ends, all that follows is.
/// </summary>
/// <remarks>https://github.github.com/gfm/#fenced-code-blocks and #html-blocks</remarks>
internal sealed partial class FencedLines
{
    private static readonly (string Begin, string End)[] Raws =
    [
        ("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"),
        ("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>"),
    ];

    // The page shows a picture, and none of the words that it was made from.
    private static readonly HashSet<string> Drawn = new(["mermaid", "geojson", "topojson", "stl", "math"], StringComparer.OrdinalIgnoreCase);

    private readonly StringBuilder _block = new();
    private string _fence = "";
    private bool _isDrawn;
    private bool _trusted = true;
    private bool _inMarkup;
    private bool _isComment;
    private string? _rawUntil;

    /// <summary>Each line with its line break, without invisible characters.</summary>
    public IEnumerable<(string Text, bool IsFenced)> Of(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var end = i < lines.Length - 1 ? "\n" : "";
            if (_fence.Length > 0 && _isDrawn && !Closes(lines[i]))
                continue;
            // What GitHub sees is the line with all that is invisible.
            var (shown, fenced) = Next(lines[i]);
            if (!fenced && IsDrawn(MayBeFence().Match(lines[i])))
            {
                yield return ("…", false);
                yield break;
            }
            yield return (fenced ? Invisible.Without(shown) + end : InvisibleReferences.Without(Invisible.Without(shown)) + end, fenced);
        }
    }

    private static bool IsDrawn(Match opening) => Drawn.Contains(opening.Groups["language"].Value);

    private (string Shown, bool IsFenced) Next(string line)
    {
        if (_fence.Length > 0)
        {
            if (Closes(line))
                _fence = "";
            return (line, true);
        }
        if (_trusted && !_inMarkup && _rawUntil is null && Opening().Match(line) is { Success: true } opening)
        {
            (_fence, _isDrawn) = (opening.Groups["fence"].Value, IsDrawn(opening));
            return (opening.Groups["shown"].Value, true);
        }
        _trusted &= !MayBeFence().IsMatch(line);
        Follow(line);
        return (line, false);
    }

    private bool Closes(string line)
    {
        var closing = line.TrimEnd(' ', '\t').TrimStart(' ');
        return line.Length - line.TrimStart(' ').Length <= 3 && closing.Length >= _fence.Length && closing.All(c => c == _fence[0]);
    }

    // Whether the line begins, goes on with or ends a block of HTML.
    private void Follow(string line)
    {
        var isBlank = line.Trim(' ', '\t').Length == 0;
        if (isBlank && _rawUntil is null)
        {
            EndBlock();
            return;
        }
        if (_rawUntil is { } end)
        {
            // Only a comment that is a block of its own goes on over blank lines for certain.
            _trusted &= !isBlank || _isComment;
            _block.Append(line).Append('\n');
            if (line.Contains(end, StringComparison.OrdinalIgnoreCase))
                _rawUntil = null;
        }
        else if (_inMarkup || BeginsMarkup().IsMatch(line))
        {
            _isComment = !_inMarkup && line.TrimStart(' ').StartsWith("<!--", StringComparison.Ordinal);
            _inMarkup = true;
            _block.Append(line).Append('\n');
        }
        if (_inMarkup && (_rawUntil is null || !_isComment))
            _rawUntil = Raws.FirstOrDefault(raw => IsLeftOpen(line, raw)).End ?? _rawUntil;
        if (_isComment && _rawUntil is null && line.AsSpan()[line.LastIndexOf("-->", StringComparison.Ordinal)..].IndexOf('<') < 0)
            (_inMarkup, _isComment) = (false, false);
    }

    private void EndBlock()
    {
        // A tag that is still open takes all that follows into its attributes.
        _trusted &= !_inMarkup || !Markup.IsLeftOpen(_block.ToString());
        _block.Clear();
        (_inMarkup, _isComment) = (false, false);
    }

    private static bool IsLeftOpen(string line, (string Begin, string End) raw) =>
        line.LastIndexOf(raw.Begin, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && line.IndexOf(raw.End, at + 2, StringComparison.OrdinalIgnoreCase) < 0;

    [GeneratedRegex(@"^(?<shown>(?<fence>`{3,})[ \t]*(?=[^\w`]*(?<language>\w*))[^\s`]{0,30})[^`]*\z|^(?<shown>(?<fence>~{3,})[ \t]*(?=\W*(?<language>\w*))[^\s~]{0,30}).*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^[\s>*+\-0-9.)]*(```|~~~)\W*(?<language>\w*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex MayBeFence();

    [GeneratedRegex(@"^[\s>*+\-0-9.)]*<(?![A-Za-z][A-Za-z0-9+.\-]{1,31}:)", RegexOptions.CultureInvariant)]
    public static partial Regex BeginsMarkup();
}
