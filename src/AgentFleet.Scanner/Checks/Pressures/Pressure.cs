using System.Globalization;

namespace AgentFleet.Scanner.Checks.Pressures;

/// <summary>In how much of the last minute tasks waited for a resource. https://docs.kernel.org/accounting/psi.html</summary>
/// <param name="Some">Percent of the time in which at least one task waited.</param>
/// <param name="Full">Percent of the time in which all of them did; null where older kernels do not tell it.</param>
internal sealed record Pressure(decimal Some, decimal? Full)
{
    /// <summary>Null when it is no such text.</summary>
    public static Pressure? Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split(' ')).ToList();
        return OfLastMinute("some") is { } some ? new(some, OfLastMinute("full")) : null;

        decimal? OfLastMinute(string whose) =>
            lines.Find(line => line[0] == whose)?.FirstOrDefault(field => field.StartsWith("avg60=", StringComparison.Ordinal)) is { } field
            && decimal.TryParse(field.AsSpan("avg60=".Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                ? percent
                : null;
    }
}
