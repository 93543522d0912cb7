using System.Globalization;
using System.Text;

namespace AgentFleet.Definitions;

/// <summary>
/// Text that somebody wrote, fit to stand in a message: in quotes, on one line, clipped, and without control or
/// direction-changing characters, because messages end up on terminals and phones.
/// </summary>
public static class Quoted
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes().Take(Longest))
            shown.Append(IsPlain(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}"));
        if (text.EnumerateRunes().Skip(Longest).Any()) shown.Append('…');
        return shown.Append('"').ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
