using System.Globalization;

namespace AgentFleet.Scanner.Checks;

/// <summary>Reads lines of a name and a whole number, such as <c>/proc/meminfo</c> and <c>/proc/vmstat</c> hold.</summary>
internal static class NamedNumbers
{
    public static IReadOnlyDictionary<string, long> Parse(string text)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var number, ..]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                numbers[name.TrimEnd(':')] = value;
        }

        return numbers;
    }
}
