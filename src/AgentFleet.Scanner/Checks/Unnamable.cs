namespace AgentFleet.Scanner.Checks;

/// <summary>
/// Entries of a folder whose names are no UTF-8. The runtime shows them with U+FFFD, and by that name nobody finds them:
/// they seem to have vanished.
/// </summary>
internal static class Unnamable
{
    /// <summary>Whether one that seems to have vanished may only have such a name.</summary>
    public static bool Is(FileSystemInfo entry) => entry.Name.Contains('\ufffd') && !Path.Exists(entry.FullName);

    public static string Reason(FileSystemInfo entry) => $"{entry.FullName} cannot be read: its name is no UTF-8";
}
