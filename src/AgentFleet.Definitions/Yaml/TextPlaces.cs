using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace AgentFleet.Definitions;

/// <summary>Turns the parser's marks into places of the whole file, and looks up what stands there.</summary>
internal sealed partial class TextPlaces(string file, string text, int firstLine)
{
    public const string TabMessage = "a tab is used as indentation";
    public const string TabSuggestion = "indent with spaces";

    private readonly string[] _lines = text.Split('\n');

    public Place Start => new(file, firstLine, 1);

    public Place Of(Mark mark) => new(file, firstLine - 1 + (int)mark.Line, (int)mark.Column);

    public char CharacterAt(Mark mark) => Rest(mark) is [var first, ..] ? first : '\n';

    /// <summary>The first tab in the indentation of a line from the given one on, because the parser's marks are not exact here.</summary>
    public Place FirstTab(Mark from)
    {
        for (var line = from.Line; line <= _lines.Length; line++)
        {
            if (TabIn(line, _lines[line - 1].Length) is { } tab) return tab;
        }

        return Of(from);
    }

    public Place? TabBefore(Mark mark) => TabIn(mark.Line, (int)mark.Column - 1);

    /// <summary>The next line with something in it that is not indented beyond a column.</summary>
    public Place NextLineUpTo(long column, Mark after)
    {
        for (var line = after.Line + 1; line <= _lines.Length; line++)
        {
            var indent = _lines[line - 1].AsSpan().IndexOfAnyExcept(' ', '\t');
            if (indent >= 0 && indent < column && _lines[line - 1][indent] != '#') return At(line, indent);
        }

        return Of(after);
    }

    /// <summary>The rest of the line in quotes, if it looks like a schedule; anything else may be a secret.</summary>
    public string? QuotesAround(Mark mark) =>
        Schedule().Match(Rest(mark)) is { Success: true } schedule ? $"write {Quoted.Of(schedule.Value.TrimEnd())}" : null;

    private Place At(long line, int index) => new(file, firstLine - 1 + (int)line, index + 1);

    private Place? TabIn(long line, int length)
    {
        var start = _lines[line - 1].AsSpan(0, length);
        var tab = start.IndexOf('\t');
        return tab >= 0 && start[..tab].IsWhiteSpace() ? At(line, tab) : null;
    }

    private string Rest(Mark mark)
    {
        if (mark.Line < 1 || mark.Line > _lines.Length) return "";
        var line = _lines[mark.Line - 1];
        return mark.Column - 1 < line.Length ? line[((int)mark.Column - 1)..] : "";
    }

    [GeneratedRegex(@"^(\*[-*/,0-9A-Za-z ]*|@[a-z]+ *)\z")]
    private static partial Regex Schedule();
}
