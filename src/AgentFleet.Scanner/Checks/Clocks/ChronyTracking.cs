using System.Globalization;

namespace AgentFleet.Scanner.Checks.Clocks;

/// <summary>Reads one line of <c>chronyc -c tracking</c>: https://chrony-project.org/doc/4.6/chronyc.html#tracking</summary>
/// <param name="Offset">Seconds by which the clock is off, ahead or behind.</param>
internal sealed record ChronyTracking(bool IsSynchronized, decimal Offset)
{
    private const int Fields = 14;

    // Thirty years: beyond that it is no offset but a mistake.
    private const decimal Most = 1_000_000_000;

    /// <summary>Null when it is no such text.</summary>
    public static ChronyTracking? Parse(string text)
    {
        // Reference, its name, stratum, its time, offset, …, leap status
        var fields = text.Trim().Split(',');
        return fields.Length == Fields && decimal.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var offset) && Math.Abs(offset) < Most
            ? new(fields[^1] != "Not synchronised", Math.Abs(offset))
            : null;
    }
}
