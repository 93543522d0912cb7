using System.Globalization;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>How far a file has been read, and by what it is known again.</summary>
/// <param name="Identity">Device and inode; null where nobody can tell.</param>
/// <param name="Length">How long the file was then; more than the offset when its last line had no end yet.</param>
/// <param name="Fingerprinted">How many of its first bytes the fingerprint is made of.</param>
internal sealed record LogPosition(string File, string? Identity, long Offset, long Length, int Fingerprinted, string Fingerprint)
{
    /// <summary>Null when this file has never been looked at.</summary>
    public static LogPosition? From(IReadOnlyDictionary<string, string> notes, string file) =>
        notes.GetValueOrDefault("file") == file && Number(notes, "offset") is { } offset && Number(notes, "length") is { } length
        && Number(notes, "fingerprinted_bytes") is { } bytes && notes.GetValueOrDefault("fingerprint") is { } fingerprint
            ? new(file, notes.GetValueOrDefault("identity"), offset, length, (int)bytes, fingerprint)
            : null;

    public Dictionary<string, string> ToNotes()
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["file"] = File,
            ["offset"] = Offset.ToString(CultureInfo.InvariantCulture),
            ["length"] = Length.ToString(CultureInfo.InvariantCulture),
            ["fingerprinted_bytes"] = Fingerprinted.ToString(CultureInfo.InvariantCulture),
            ["fingerprint"] = Fingerprint,
        };
        if (Identity is not null)
            notes["identity"] = Identity;
        return notes;
    }

    private static long? Number(IReadOnlyDictionary<string, string> notes, string key) =>
        long.TryParse(notes.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
