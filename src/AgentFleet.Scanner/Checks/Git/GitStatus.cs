using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Git;

/// <summary>What <c>git status --porcelain=v2 --branch</c> says. https://git-scm.com/docs/git-status#_porcelain_format_version_2</summary>
/// <param name="Branch">"(detached)" when there is none.</param>
/// <param name="Ahead">Null when there is no upstream, or nothing is known of it; so is <paramref name="Behind"/>.</param>
/// <param name="Changed">The paths with uncommitted changes, as git writes them: unusual characters are escaped.</param>
internal sealed partial record GitStatus(string? Branch, string? Upstream, int? Ahead, int? Behind, IReadOnlyList<string> Changed)
{
    // Fields before the path of an ordinary change, of a rename or copy, and of a conflict.
    private static readonly Dictionary<char, int> FieldsBefore = new() { ['1'] = 8, ['2'] = 9, ['u'] = 10, ['?'] = 1 };

    /// <summary>Null when it is no answer of git's.</summary>
    public static GitStatus? Parse(string output)
    {
        var lines = output.Split('\n');
        if (Header(lines, "branch.oid") is null)
            return null;
        var distance = Distance().Match(Header(lines, "branch.ab") ?? "");
        return new(
            Header(lines, "branch.head"), Header(lines, "branch.upstream"), Number(distance, "ahead"), Number(distance, "behind"),
            [.. lines.Select(PathOf).OfType<string>()]);
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith($"# {name} ", StringComparison.Ordinal))?[(name.Length + 3)..];

    private static int? Number(Match distance, string group) =>
        distance.Success && int.TryParse(distance.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static string? PathOf(string line)
    {
        if (line.Length == 0 || !FieldsBefore.TryGetValue(line[0], out var before))
            return null;
        var fields = line.Split(' ', before + 1);
        return fields.Length > before ? fields[before].Split('\t')[0] : null;
    }

    [GeneratedRegex(@"^\+(?<ahead>[0-9]+) -(?<behind>[0-9]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Distance();
}
