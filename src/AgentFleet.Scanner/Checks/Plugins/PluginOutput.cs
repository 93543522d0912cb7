using System.Text.RegularExpressions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Plugins;

/// <summary>
/// What a plugin printed, taken apart: the text of the first line; behind its <c>|</c> performance data; further lines
/// of text, until the second <c>|</c>, behind which all is performance data again.
/// https://www.monitoring-plugins.org/doc/guidelines.html#PLUGOUTPUT
/// </summary>
internal sealed partial record PluginOutput(string Text, string LongText, IReadOnlyList<PerformanceValue> Performance)
{
    private const int LongestText = 500;
    private const int LongestLongText = 8000;
    private const int LongestPerformance = 16 * 1024;
    private const int MostValues = 200;

    public static PluginOutput Parse(string output)
    {
        var (first, rest) = Cut(EscapeSequence().Replace(output, "").ReplaceLineEndings("\n").TrimStart('\n'), '\n');
        var (text, performance) = Cut(first, '|');
        var (longText, morePerformance) = Cut(rest, '|');
        var values = PerformanceText.Parse(Head(performance)).Concat(PerformanceText.Parse(Head(morePerformance)));
        return new(PlainText.Line(text, LongestText), BlockText.Of(longText, LongestLongText), [.. values.Take(MostValues)]);
    }

    // Hopeless input costs time that grows with the square of its length.
    private static string Head(string text) => text[..Math.Min(text.Length, LongestPerformance)];

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var place ? (text[..place], text[(place + 1)..]) : (text, "");

    // ECMA-48, 5.4: a control sequence is CSI, parameters, intermediates and one final character.
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex EscapeSequence();
}
