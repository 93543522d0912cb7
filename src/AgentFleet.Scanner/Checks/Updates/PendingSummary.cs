using System.Globalization;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>How many updates wait.</summary>
/// <param name="Named">Some of the packages, those for security first.</param>
internal sealed record PendingSummary(int Security, int Other, IReadOnlyList<string> Named)
{
    private const int MostNamed = 20;

    /// <summary>Why there may be more of them; null when these are all.</summary>
    public string? Missed { get; init; }

    public static PendingSummary Of(IReadOnlyList<PendingUpdate> updates)
    {
        var security = updates.Count(update => update.IsSecurity);
        return new(security, updates.Count - security, [.. updates.OrderByDescending(update => update.IsSecurity).Take(MostNamed).Select(update => update.Shown)]);
    }

    /// <summary>Null when it is no such note.</summary>
    public static PendingSummary? FromNote(string note) =>
        note.Split('\n') is [var first, .. var named] && first.Split(' ') is [var security, var other] && Number(security) is { } ofSecurity && Number(other) is { } others
            ? new(ofSecurity, others, named)
            : null;

    /// <summary>Null when it is not worth noting: the next look is to ask again.</summary>
    public string? ToNote() => Missed is null ? string.Join('\n', [string.Create(CultureInfo.InvariantCulture, $"{Security} {Other}"), .. Named]) : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
