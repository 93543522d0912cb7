using System.Globalization;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>What apt said, kept for as long as its files do not change: asking it costs seconds.</summary>
/// <param name="State">As in <see cref="AptFiles.State"/>.</param>
/// <param name="Named">Some of the packages, those for security first.</param>
internal sealed record PendingNotes(string State, int Security, int Other, IReadOnlyList<string> Named)
{
    private const int MostNamed = 20;

    public static PendingNotes Of(string state, IReadOnlyList<PendingUpdate> updates)
    {
        var security = updates.Count(update => update.IsSecurity);
        return new(state, security, updates.Count - security,
            [.. updates.OrderByDescending(update => update.IsSecurity).Take(MostNamed).Select(update => $"{update.Package} {update.From} -> {update.To}")]);
    }

    /// <summary>Null when nothing is known about this state.</summary>
    public static PendingNotes? From(IReadOnlyDictionary<string, string> notes, string state) =>
        notes.GetValueOrDefault("state") == state && Number(notes, "security") is { } security && Number(notes, "other") is { } other
            ? new(state, security, other, notes.GetValueOrDefault("named", "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            : null;

    public Dictionary<string, string> ToNotes() => new(StringComparer.Ordinal)
    {
        ["state"] = State,
        ["security"] = Security.ToString(CultureInfo.InvariantCulture),
        ["other"] = Other.ToString(CultureInfo.InvariantCulture),
        ["named"] = string.Join('\n', Named),
    };

    private static int? Number(IReadOnlyDictionary<string, string> notes, string key) =>
        int.TryParse(notes.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
