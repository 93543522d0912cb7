using System.Globalization;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>When files were last changed: what tells, without asking a program, that its answer may have changed.</summary>
internal static class FileTimes
{
    /// <summary>All but what may not be read: the program that is asked as this user cannot read it either.</summary>
    public static readonly EnumerationOptions Visible = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Null when there is no such file or folder.</summary>
    public static DateTimeOffset? Of(string path) => File.Exists(path) || Directory.Exists(path) ? WrittenTime.Of(path) : null;

    /// <summary>The newest of a folder and all that can be seen directly in it; null when there is no such folder.</summary>
    public static DateTimeOffset? Newest(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, "*", Visible).Select(Of).Append(Of(folder)).Max() : Of(folder);

    public static string Print(IEnumerable<DateTimeOffset?> times) =>
        string.Join(' ', times.Select(time => time?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "-"));
}
