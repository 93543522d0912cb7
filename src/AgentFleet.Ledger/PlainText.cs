using System.Globalization;
using System.Text;

namespace AgentFleet.Ledger;

/// <summary>Makes one harmless line of text that a program or a stranger wrote, for reasons, titles and logs.</summary>
public static class PlainText
{
    /// <summary>Control and format characters become spaces, runs of spaces one; what is longer is cut with an ellipsis.</summary>
    public static string Line(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= most)
                return line.ToString().TrimEnd() + "…";
            // Control and format characters include the bidirectional ones that make text read as something else.
            var harmless = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);
            if (harmless && !Rune.IsWhiteSpace(rune))
                line.Append(rune);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }
}
