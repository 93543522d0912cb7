using System.Globalization;
using System.Text;

namespace AgentFleet.GitHub;

/// <summary>One harmless line of what a server said, for reasons: nothing in it hides, reorders, or gives a token away.</summary>
internal static class PlainLine
{
    private const int Longest = 200;

    public static string Of(string text, params ReadOnlySpan<AccessToken?> secrets)
    {
        foreach (var secret in secrets)
            text = secret?.TakenOutOf(text) ?? text;
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest)
                return line.ToString().TrimEnd() + "…";
            var harmless = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);
            if (harmless && !Rune.IsWhiteSpace(rune))
                line.Append(rune);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }
}
