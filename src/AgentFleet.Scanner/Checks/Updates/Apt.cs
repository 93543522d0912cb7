using System.Globalization;
using System.Text.RegularExpressions;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>Debian's and Ubuntu's.</summary>
/// <param name="root">The folder that stands for this machine's root; empty: it is the root.</param>
internal sealed partial class Apt(string root) : IPackageManager
{
    // What is reinstalled or would become older stands among what is upgraded.
    private static readonly string[] CountedTogether = ["upgraded", "reinstalled", "downgraded"];

    private readonly AptFiles _files = new(root);

    /// <summary>The program that is asked, and what stands before all its arguments; a test has others.</summary>
    internal IReadOnlyList<string> Program { get; init; } = ["apt-get"];

    public string Name => "";

    public bool IsThere => _files.AreThere;

    public bool TellsSecurity => true;

    public string State => _files.State;

    public Task<PendingSummary> PendingAsync(ManagerAnswers answers, CancellationToken ct) => answers.OnceAsync("pending", PendingSummary.FromNote, pending => pending.ToNote(), async () =>
    {
        // A full upgrade: a fix of the kernel comes as a new package, and an ordinary one would leave it out.
        string[] command = [.. Program, "--simulate", "--quiet=1", "-o", "Debug::NoLocking=1", "-o", "APT::Get::Show-User-Simulation-Note=0", "dist-upgrade"];
        var output = (await answers.RunAsync("apt-get", command, [0], ct, Plain())).Output;
        var updates = Parse(output);
        // It says itself how many they are: where that is not so, its words are not understood, and nobody knows.
        return Counted(output) is not { } count ? throw new UnansweredException("apt-get does not say how many packages it would upgrade")
            : count == updates.Count ? PendingSummary.Of(updates)
            : throw new UnansweredException(FormattableString.Invariant($"apt-get would upgrade {count} packages, but names {updates.Count}"));
    });

    public Task<DateTimeOffset> ListsFetchedAsync(ManagerAnswers answers, CancellationToken ct) =>
        Task.FromResult(_files.ListsFetched ?? throw new UnansweredException("there are no package lists: nobody knows of updates before apt-get update has run"));

    public Task<RestartNeed?> RestartAsync(ManagerAnswers answers, CancellationToken ct)
    {
        var required = _files.RebootIsRequired;
        return Task.FromResult<RestartNeed?>(new(required, required ? _files.RebootAskedFor : []));
    }

    /// <summary>Reads what <c>apt-get --simulate</c> printed; packages that would be new on this machine are left out.</summary>
    internal static IReadOnlyList<PendingUpdate> Parse(string output) =>
        [.. output.Split('\n').Select(line => Line().Match(line)).Where(match => match.Success).Select(Read)];

    // Null: it does not say.
    private static int? Counted(string output) => Summary().Matches(output) is [.., var last]
        ? CountedTogether.Sum(what => int.TryParse(last.Groups[what].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0)
        : null;

    // Else it counts in people's language.
    private static Dictionary<string, string> Plain() => new(BaseEnvironment.FromThisProcess(), StringComparer.Ordinal) { ["LC_ALL"] = "C" };

    private static PendingUpdate Read(Match match) => new(
        match.Groups["package"].Value, match.Groups["from"].Value, match.Groups["to"].Value, match.Groups["origin"].Captures.Any(origin => IsOfSecurity(origin.Value)));

    // Debian-Security:12/oldstable-security, Ubuntu:24.04/noble-security, UbuntuESM:22.04/jammy-infra-security
    private static bool IsOfSecurity(string origin) =>
        origin.EndsWith("-security", StringComparison.Ordinal) || origin.StartsWith("Debian-Security:", StringComparison.Ordinal);

    // 129 upgraded, 3 newly installed, 1 downgraded, 0 to remove and 2 not upgraded.
    [GeneratedRegex(@"^(?<upgraded>[0-9]+) upgraded, [0-9]+ newly installed, (?:(?<reinstalled>[0-9]+) reinstalled, )?(?:(?<downgraded>[0-9]+) downgraded, )?[0-9]+ to remove and [0-9]+ not upgraded\.", RegexOptions.Multiline)]
    private static partial Regex Summary();

    // Inst libssl3 [3.0.19-1~deb12u2] (3.0.22-1~deb12u2 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []
    [GeneratedRegex(@"^Inst (?<package>\S+) \[(?<from>[^\]]+)\] \((?<to>\S+)(?: (?<origin>[^ ,\[\])]+),?)+ \[[^\]]+\]\)")]
    private static partial Regex Line();
}
