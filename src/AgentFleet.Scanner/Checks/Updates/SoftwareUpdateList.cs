using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Reads what <c>softwareupdate --list</c> prints since macOS 10.15.</summary>
internal static partial class SoftwareUpdateList
{
    private const string Nothing = "No new software available";

    /// <summary>Null when it is no such text.</summary>
    /// <param name="release">The first number of the version that runs: what is of another would be an upgrade, not an update.</param>
    public static IReadOnlyList<PendingUpdate>? Parse(string output, string errors, string? release)
    {
        var items = Item().Matches(output);
        var labels = Label().Count(output);
        if (labels == 0)
            return output.Contains(Nothing, StringComparison.Ordinal) || errors.Contains(Nothing, StringComparison.Ordinal) ? [] : null;
        return items.Count == labels ? [.. items.Select(item => Read(item, release))] : null;
    }

    private static PendingUpdate Read(Match item, string? release)
    {
        var (title, version) = (item.Groups["title"].Value, item.Groups["version"].Value);
        return new(title.EndsWith(" " + version, StringComparison.Ordinal) ? title[..^(version.Length + 1)] : title, null, version, IsForSecurity(title, version, release));
    }

    // Apple does not tell: each update of macOS and of Safari mends holes, and those of nothing else bear the word.
    private static bool IsForSecurity(string title, string version, string? release) =>
        title.Contains("Security", StringComparison.OrdinalIgnoreCase)
        || title.StartsWith("Safari", StringComparison.Ordinal)
        || (title.StartsWith("macOS ", StringComparison.Ordinal) && (release is null || version.Split('.')[0] == release));

    [GeneratedRegex(@"^\* Label: ", RegexOptions.Multiline)]
    private static partial Regex Label();

    // * Label: macOS Ventura 13.4.1-22F82
    //     Title: macOS Ventura 13.4.1, Version: 13.4.1, Size: 11494827K, Recommended: YES, Action: restart,
    [GeneratedRegex(@"^\* Label: .*\n\s+Title: (?<title>.*?), Version: (?<version>[^,\n]*),", RegexOptions.Multiline)]
    private static partial Regex Item();
}
