using AgentFleet.GitHub;

namespace AgentFleet.Scanner.Checks.GitHub;

/// <summary>How urgent an issue is, by its label: <c>p0</c> before <c>p3</c>; <c>p2</c> when it has none.</summary>
internal readonly record struct Priority(int Value)
{
    private const int Usual = 2;

    public Level Level => Value switch
    {
        0 => Level.Critical,
        3 => Level.Info,
        _ => Level.Warning,
    };

    /// <summary>What people filed comes before what machines did.</summary>
    public int Rank(bool isMachines) => (2 * Value) + (isMachines ? 1 : 0);

    /// <summary>The most urgent of several.</summary>
    public static Priority Of(IReadOnlyList<IssueLabel> labels) => new(labels
        .Select(label => label.Name is [var p, >= '0' and <= '3' and var digit] && p is 'p' or 'P' ? label.Name[1] - '0' : Usual + 10)
        .Append(Usual + 10).Min() is var least and <= 3 ? least : Usual);
}
