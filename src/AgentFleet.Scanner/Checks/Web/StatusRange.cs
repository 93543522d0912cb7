using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Statuses that are well: <c>200</c>, or <c>200-399</c>.</summary>
internal sealed partial record StatusRange(int From, int To)
{
    public static StatusRange? Parse(string text)
    {
        if (Written().Match(text) is not { Success: true } match)
            return null;
        var from = int.Parse(match.Groups["from"].ValueSpan, CultureInfo.InvariantCulture);
        var to = match.Groups["to"] is { Success: true } end ? int.Parse(end.ValueSpan, CultureInfo.InvariantCulture) : from;
        return from <= to ? new(from, to) : null;
    }

    public bool Holds(int status) => status >= From && status <= To;

    public override string ToString() => From == To
        ? From.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");

    [GeneratedRegex(@"^(?<from>[1-5][0-9][0-9])(-(?<to>[1-5][0-9][0-9]))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
