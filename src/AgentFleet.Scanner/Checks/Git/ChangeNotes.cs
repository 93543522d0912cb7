using System.Globalization;

namespace AgentFleet.Scanner.Checks.Git;

/// <summary>
/// Since when each changed file was seen changed. The times of the files themselves do not tell: a file that was deleted
/// has none, and one that was copied keeps an old one.
/// </summary>
internal sealed record ChangeNotes(IReadOnlyDictionary<string, string> Notes, DateTimeOffset? Oldest)
{
    private const int MostNoted = 200;
    private const int LongestPath = 300;

    public static ChangeNotes Of(IReadOnlyDictionary<string, string> before, IReadOnlyList<string> changed, DateTimeOffset now)
    {
        // Those that are known go first, so that a flood of new ones does not make the old ones young.
        var noted = changed.Select(path => path[..Math.Min(path.Length, LongestPath)]).Distinct(StringComparer.Ordinal)
            .OrderByDescending(before.ContainsKey).Take(MostNoted)
            .ToDictionary(path => path, path => SinceOf(before, path) is { } since && since < now ? since : now, StringComparer.Ordinal);
        return new(
            noted.ToDictionary(note => note.Key, note => note.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal),
            noted.Count > 0 ? noted.Values.Min() : null);
    }

    private static DateTimeOffset? SinceOf(IReadOnlyDictionary<string, string> before, string path) =>
        before.TryGetValue(path, out var note) && long.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
