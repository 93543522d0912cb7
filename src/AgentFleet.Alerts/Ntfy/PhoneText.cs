using System.Globalization;
using System.Text;

namespace AgentFleet.Alerts;

/// <summary>Text that strangers may have written, fit for a lock screen: nothing in it hides or reorders what is shown.</summary>
internal static class PhoneText
{
    /// <summary>On one line, with single spaces.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', Cleaned(text).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));

    public static string Lines(string text) => Cleaned(text).TrimEnd();

    /// <summary>The longest beginning that fits, with an ellipsis where something was cut; never cuts inside a character as people see it.</summary>
    public static string Cut(string text, Func<string, bool> fits)
    {
        if (fits(text))
            return text;
        var characters = StringInfo.ParseCombiningCharacters(text);
        var (shortest, longest) = (0, characters.Length - 1);
        while (shortest < longest)
        {
            var middle = (shortest + longest + 1) / 2;
            (shortest, longest) = fits(Beginning(middle)) ? (middle, longest) : (shortest, middle - 1);
        }
        return Beginning(shortest);

        string Beginning(int count) => text[..characters[count]] + "…";
    }

    private static string Cleaned(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\r' or 0x85 or 0x2028 or 0x2029)
                clean.Append('\n');
            else if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && !Reorders(rune)))
                clean.Append(rune);
        }
        return clean.ToString();
    }

    // Joiners stay: many emoji are made with them. See https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
    private static bool Reorders(Rune rune) => rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
