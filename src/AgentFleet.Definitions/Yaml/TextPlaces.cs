using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace AgentFleet.Definitions;

/// <summary>Turns the parser's marks into places of the whole file, and looks up what stands there.</summary>
internal sealed partial class TextPlaces(string file, string text, int firstLine)
{
    private readonly string[] _lines = text.Split('\n');

    public Place Start => new(file, firstLine, 1);

    public Place Of(Mark mark) => new(file, firstLine - 1 + (int)mark.Line, (int)mark.Column);

    public char CharacterAt(Mark mark) => Rest(mark) is [var first, ..] ? first : '\n';

    /// <summary>The first tab in the indentation of a line up to the given one, because the parser's mark stands before it.</summary>
    public Place FirstTab(Mark upTo)
    {
        for (var line = 0; line < _lines.Length; line++)
        {
            var tab = _lines[line].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && line + 1 >= upTo.Line && string.IsNullOrWhiteSpace(_lines[line][..tab]))
                return new Place(file, firstLine + line, tab + 1);
        }

        return Of(upTo);
    }

    /// <summary>The rest of the line in quotes, if it looks like a schedule; anything else may be a secret.</summary>
    public string? QuotesAround(Mark mark) =>
        Schedule().Match(Rest(mark)) is { Success: true } schedule ? $"write {Quoted.Of(schedule.Value.TrimEnd())}" : null;

    private string Rest(Mark mark)
    {
        if (mark.Line < 1 || mark.Line > _lines.Length) return "";
        var line = _lines[mark.Line - 1];
        return mark.Column - 1 < line.Length ? line[((int)mark.Column - 1)..] : "";
    }

    [GeneratedRegex(@"^(\*[-*/,0-9A-Za-z ]*|@[a-z]+ *)\z")]
    private static partial Regex Schedule();
}
