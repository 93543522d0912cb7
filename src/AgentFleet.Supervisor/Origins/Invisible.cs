using System.Globalization;
using System.Text;

namespace AgentFleet.Supervisor.Origins;

/// <summary>
/// Characters that cannot be seen or change the order of others: control and format characters but tabs and line breaks,
/// variation selectors, tag characters, and letters that are drawn as nothing.
/// </summary>
internal static class Invisible
{
    public static string Without(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Is(rune))
                kept.Append(rune);
        }
        return kept.ToString();
    }

    public static bool Is(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => false,
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 => true,
        (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format,
    };
}
