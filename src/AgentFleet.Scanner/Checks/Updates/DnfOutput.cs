using System.Buffers;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>
/// Reads what dnf 4 and dnf5 print: https://dnf.readthedocs.io/en/latest/command_ref.html,
/// https://dnf5.readthedocs.io/en/latest/commands/check-upgrade.8.html
/// </summary>
internal static partial class DnfOutput
{
    private static readonly SearchValues<char> Architecture = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private const string Obsoletes = "\nObsolet";

    /// <summary>From <c>check-update</c>: <c>name.arch version repository</c>; the package is name and architecture.</summary>
    public static IReadOnlyList<PendingUpdate> Updates(string output)
    {
        // Behind the updates stand packages that would take the place of others.
        var end = ("\n" + output).IndexOf(Obsoletes, StringComparison.OrdinalIgnoreCase);
        var lines = Continuation().Replace(end < 0 ? output : output[..end], " ").Split('\n');
        return [.. lines.Select(Update).OfType<PendingUpdate>().DistinctBy(update => update.Package)];
    }

    // By fields and no pattern, which could take the square of a line's length.
    private static PendingUpdate? Update(string line) =>
        line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries) is [var package, var version, _] && !char.IsWhiteSpace(line[0])
        && package.LastIndexOf('.') is > 0 and var dot && package.AsSpan(dot + 1) is { Length: > 0 } arch && !arch.ContainsAnyExcept(Architecture)
        && version.Contains('-', StringComparison.Ordinal) && version.AsSpan().ContainsAnyInRange('0', '9')
            ? new(package, null, version, false)
            : null;

    public static bool TellsOfObsoletes(string output) => ("\n" + output).Contains(Obsoletes, StringComparison.OrdinalIgnoreCase);

    /// <summary>The packages, each as name and architecture, from the lines of <c>updateinfo list</c>, where other columns stand around them.</summary>
    public static IReadOnlySet<string> Named(string output) => output.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => Nevra().Match(field)).LastOrDefault(match => match.Success))
        .OfType<Match>().Select(match => $"{match.Groups["name"].Value}.{match.Groups["arch"].Value}").ToHashSet(StringComparer.Ordinal);

    /// <summary>From <c>needs-restarting -r</c>; null when that is not what it says.</summary>
    public static RestartNeed? Restart(int code, string output) => code switch
    {
        0 => new(false, []),
        1 when output.Contains("Reboot is required", StringComparison.Ordinal) =>
            new(true, [.. output.Split('\n').Where(line => line.StartsWith("  * ", StringComparison.Ordinal)).Select(line => line[4..].Trim())]),
        _ => null,
    };

    public static bool IsUnknownCommand(string errors) =>
        errors.Contains("No such command", StringComparison.Ordinal) || errors.Contains("Unknown argument", StringComparison.Ordinal);

    /// <summary>What it says about a repository that it left out and did not fail for; null when there was none.</summary>
    public static string? Missed(string errors) => errors.Split('\n').FirstOrDefault(line => LeftOut().IsMatch(line))?.Trim();

    // Names that are too long have the rest of their line below them.
    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Continuation();

    // libssl-1:1.1-2.fc40.x86_64
    [GeneratedRegex(@"^(?<name>\S+)-[^\s-]+-[^\s-]+\.(?<arch>[a-z0-9_]+)\z")]
    private static partial Regex Nevra();

    [GeneratedRegex(@"^Ignoring repositories|no cache for|failed loading", RegexOptions.IgnoreCase)]
    private static partial Regex LeftOut();
}
