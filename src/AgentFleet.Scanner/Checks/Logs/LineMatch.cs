using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>Which lines count: those with one of the texts, or of the pattern, and none of the ignored texts.</summary>
internal sealed record LineMatch(IReadOnlyList<string> Texts, Regex? Pattern, IReadOnlyList<string> Ignore)
{
    /// <exception cref="RegexMatchTimeoutException">The pattern took too long.</exception>
    public bool Fits(string line) => (Pattern?.IsMatch(line) ?? HasAny(line, Texts)) && !HasAny(line, Ignore);

    private static bool HasAny(string line, IReadOnlyList<string> texts)
    {
        foreach (var text in texts)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
