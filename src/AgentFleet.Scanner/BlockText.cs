using System.Globalization;
using System.Text;

namespace AgentFleet.Scanner;

/// <summary>Text of several lines that somebody else wrote, without control and direction-changing characters.</summary>
internal static class BlockText
{
    public static string Of(string text, int most)
    {
        var clean = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (clean.Length >= most - 2)
                return clean.ToString().TrimEnd() + "…";
            if (rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                clean.Append(rune);
        }

        return clean.ToString().TrimEnd();
    }
}
