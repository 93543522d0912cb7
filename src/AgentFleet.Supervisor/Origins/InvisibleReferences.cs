using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentFleet.Supervisor.Origins;

/// <summary>Takes out characters that cannot be seen and are written as references: <c>&amp;#x200B;</c>, <c>&amp;ZeroWidthSpace;</c>.</summary>
/// <remarks>https://html.spec.whatwg.org/multipage/named-characters.html</remarks>
internal static partial class InvisibleReferences
{
    private static readonly HashSet<string> Names = new(
        [
            "shy", "zwj", "zwnj", "lrm", "rlm", "ZeroWidthSpace", "NegativeVeryThinSpace", "NegativeThinSpace", "NegativeMediumSpace", "NegativeThickSpace",
            "NoBreak", "ApplyFunction", "af", "InvisibleTimes", "it", "InvisibleComma", "ic",
        ],
        StringComparer.Ordinal);

    public static string Without(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? Reference().Replace(text, found => IsInvisible(found) ? "" : found.Value) : text;

    private static bool IsInvisible(Match found)
    {
        if (found.Groups["name"].Success)
            return Names.Contains(found.Groups["name"].Value);
        var isHex = found.Groups["hex"].Success;
        return int.TryParse(found.Groups[isHex ? "hex" : "number"].ValueSpan, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && Rune.IsValid(value) && Invisible.Is(new Rune(value));
    }

    // HTML needs no semicolon behind a number.
    [GeneratedRegex(@"&(#[xX]0{0,8}(?<hex>[0-9a-fA-F]{1,6})(;|(?![0-9a-fA-F;]))|#0{0,8}(?<number>[0-9]{1,7})(;|(?![0-9;]))|(?<name>[A-Za-z]{2,24});)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
