using System.Globalization;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>
/// How many processors the machine has: the load counts the whole machine's tasks, while the runtime tells only those
/// that we may use.
/// </summary>
internal static class Processors
{
    /// <summary>Reads ranges such as <c>0-3,6</c>; null when it is no such text.</summary>
    public static int? Count(string ranges)
    {
        var count = 0;
        foreach (var range in ranges.Trim().Split(','))
        {
            var ends = range.Split('-');
            if (ends.Length > 2 || Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last || last < first)
                return null;
            count += last - first + 1;
        }

        return count;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
