using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>Reads what <c>mount</c> prints on macOS: <c>/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)</c>.</summary>
internal static partial class MacMounts
{
    public static readonly IReadOnlyList<string> Command = ["/sbin/mount"];

    public static IEnumerable<Mount> Parse(string text) => text.Split('\n')
        .Select(line => Line().Match(line))
        .Where(match => match.Success)
        .Select(match => new Mount(match.Groups["point"].Value, match.Groups["device"].Value, match.Groups["type"].Value, Whole: true)
        {
            IsReadOnly = match.Groups["more"].Value.Split(',', StringSplitOptions.TrimEntries).Contains("read-only"),
        });

    [GeneratedRegex(@"^(?<device>.+?) on (?<point>/.*) \((?<type>[A-Za-z0-9_]+)(?<more>[^)]*)\)")]
    private static partial Regex Line();
}
