using System.Text;
using System.Text.RegularExpressions;

namespace AgentFleet.Supervisor.Origins;

/// <summary>Takes comments and attributes out of HTML that stands in a text. It reads as browsers do where GitHub hands HTML on as it is.</summary>
internal sealed partial class Markup
{
    private static readonly HashSet<string> Shown = new(
        ["href", "src", "width", "height", "align", "valign", "colspan", "rowspan", "start", "open", "checked"], StringComparer.OrdinalIgnoreCase);

    private readonly string _text;
    private readonly StringBuilder _kept;
    private bool _isHtml;
    private int _begun;

    private Markup(string text) => (_text, _kept) = (text, new(text.Length));

    public static string Without(string text)
    {
        var markup = new Markup(text);
        for (var at = 0; at < text.Length;)
        {
            if (at == 0 || text[at - 1] == '\n')
                markup.BeginLine(at);
            at = text[at] == '<' ? markup.After(at) : markup.Keep(at);
        }
        return markup._kept.ToString();
    }

    /// <summary>Whether a block of HTML ends within a tag.</summary>
    public static bool IsLeftOpen(string block)
    {
        for (var at = block.IndexOf('<'); at >= 0; at = block.IndexOf('<', at))
        {
            var begins = at + 1 < block.Length && (char.IsAsciiLetter(block[at + 1]) || block[at + 1] == '/');
            var end = begins ? Tag.Read(block, at + 1).End : at + 1;
            if (end < 0)
                return true;
            at = end;
        }
        return false;
    }

    private void BeginLine(int at)
    {
        var line = _text.AsSpan(at);
        line = line.IndexOf('\n') is >= 0 and var end ? line[..end] : line;
        if (line.Trim(" \t").IsEmpty)
            _isHtml = false;
        else if (!_isHtml && FencedLines.BeginsMarkup().IsMatch(line))
            (_isHtml, _begun) = (true, at + line.IndexOf('<'));
    }

    private int Keep(int at)
    {
        _kept.Append(_text[at]);
        return at + 1;
    }

    // Where to go on after what begins with "<".
    private int After(int at)
    {
        var next = at + 1 < _text.Length ? _text[at + 1] : ' ';
        var third = at + 2 < _text.Length ? _text[at + 2] : ' ';
        if (_text.AsSpan(at).StartsWith("<!--"))
            return Past(at, _text.IndexOf("-->", at + 2, StringComparison.Ordinal), 3, mayBeLong: !_isHtml || at == _begun);
        if (next == '?' || (next == '!' && (_isHtml || third == '[' || char.IsAsciiLetter(third))) || (next == '/' && _isHtml && !char.IsAsciiLetter(third)))
            return Past(at, at + 2 <= _text.Length ? _text.IndexOf('>', at + 2) : -1, 1, mayBeLong: false);
        return AfterTag(at, next == '/' ? at + 2 : at + 1, closes: next == '/');
    }

    // What does not end before the next blank line is no markup in a paragraph, and in HTML it takes all that follows.
    private int Past(int at, int end, int length, bool mayBeLong) =>
        end >= 0 && (mayBeLong || !BlankLine().IsMatch(_text.AsSpan(at, end - at))) ? end + length : _isHtml ? _text.Length : Keep(at);

    private int AfterTag(int at, int name, bool closes)
    {
        if (name >= _text.Length || !char.IsAsciiLetter(_text[name]))
            return Keep(at);
        var nameEnd = name;
        while (nameEnd < _text.Length && (_isHtml ? !Tag.EndsName(_text[nameEnd]) : char.IsAsciiLetterOrDigit(_text[nameEnd]) || _text[nameEnd] == '-'))
            nameEnd++;
        if (nameEnd < _text.Length && !Tag.EndsName(_text[nameEnd]))
            return Keep(at);
        var tag = _text.IndexOf('>', at) < 0 ? Tag.Open : Tag.Read(_text, nameEnd);
        if (tag.End < 0 || BlankLine().IsMatch(_text.AsSpan(at, tag.End - at)))
            return _isHtml ? _text.Length : Keep(at);
        _kept.Append(_text, at, nameEnd - at);
        foreach (var attribute in tag.Attributes.Where(attribute => !closes && Shown.Contains(_text[attribute.Name])))
            _kept.Append(_text.AsSpan()[attribute.Whole]);
        _kept.Append(_text.AsSpan()[tag.Rest..tag.End]);
        return tag.End;
    }

    [GeneratedRegex(@"\n[ \t]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLine();
}
