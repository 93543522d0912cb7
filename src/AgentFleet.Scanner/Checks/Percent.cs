using System.Globalization;

namespace AgentFleet.Scanner.Checks;

/// <summary>Shares of a whole, as they are shown.</summary>
internal static class Percent
{
    public static decimal Of(decimal part, decimal whole) => 100 * part / whole;

    // Rounded down: 89.97 must not read as 90 beside a threshold of 90.
    public static decimal Shown(decimal percent) => Math.Floor(percent * 10) / 10;

    public static string Print(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{Shown(percent):0.#} %");
}
