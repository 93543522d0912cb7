using System.Text.RegularExpressions;

namespace AgentFleet.Supervisor.Origins;

/// <summary>Takes out formulas that may hold what they do not show: in the colour of the page, as blank room, on top of each other, or as a comment.</summary>
/// <remarks>https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions</remarks>
internal static class Formulas
{
    private const string Commands = @"\\([hv]?phantom|(text|define)?color|f?colorbox|(math)?[rlc]lap|smash|[hm]space|m?kern|[hm]skip|bbox)";

    private static readonly Regex Hiding = new(
        $@"\$[^$]*{Commands}[^$]*\$+|\$\$[^$]*%[^$]*\$\$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    public static string Without(string text) => text.Contains('$', StringComparison.Ordinal) ? Hiding.Replace(text, "$$…$$") : text;
}
