using System.Globalization;

namespace AgentFleet.Scanner.Checks.Load;

/// <summary>How many tasks ran or waited on average, in the last minute, five and fifteen.</summary>
internal sealed record LoadAverage(decimal One, decimal Five, decimal Fifteen)
{
    /// <summary>Three numbers, as in <c>/proc/loadavg</c> and, in braces, from <c>sysctl vm.loadavg</c>; null when it is no such text.</summary>
    public static LoadAverage? Parse(string text) =>
        text.Split([' ', '{', '}', '\n'], StringSplitOptions.RemoveEmptyEntries) is [var one, var five, var fifteen, ..]
        && Number(one) is { } first && Number(five) is { } second && Number(fifteen) is { } third
            ? new(first, second, third)
            : null;

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
