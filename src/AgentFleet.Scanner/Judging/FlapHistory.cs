namespace AgentFleet.Scanner.Judging;

/// <summary>
/// The last twenty looks at one subject, the newest last: <c>1</c> bad, <c>0</c> good. A change counts the more the newer
/// it is, from 0.8 to 1.2: https://icinga.com/docs/icinga-2/latest/doc/08-advanced-topics/#check-flapping
/// </summary>
internal static class FlapHistory
{
    public const int Length = 20;

    private const double Oldest = 0.8;
    private const double Newest = 1.2;

    /// <summary>Null when all looks were good: nothing to remember.</summary>
    public static string? Append(string? looks, bool bad)
    {
        if (looks is null && !bad)
            return null;
        var longer = (looks ?? new string('0', Length)) + (bad ? '1' : '0');
        var last = longer[^Math.Min(longer.Length, Length)..];
        return last.Contains('1', StringComparison.Ordinal) ? last : null;
    }

    public static int Changes(string looks) => Enumerable.Range(1, looks.Length - 1).Count(i => looks[i] != looks[i - 1]);

    /// <summary>How much of the time it changed, weighted, in percent.</summary>
    public static double Percent(string looks)
    {
        var steps = looks.Length - 1;
        var sum = Enumerable.Range(1, steps).Where(i => looks[i] != looks[i - 1]).Sum(i => Oldest + ((Newest - Oldest) * (i - 1) / (steps - 1)));
        return 100 * sum / steps;
    }
}
