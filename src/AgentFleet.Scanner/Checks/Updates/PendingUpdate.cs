using System.Text.RegularExpressions;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Updates;

/// <summary>A package that is installed and could be newer.</summary>
internal sealed partial record PendingUpdate(string Package, string From, string To, bool IsSecurity)
{
    /// <summary>Reads what <c>apt-get --simulate</c> printed; packages that would be new on this machine are left out.</summary>
    public static IReadOnlyList<PendingUpdate> Parse(string output) =>
        [.. output.Split('\n').Select(line => Line().Match(line)).Where(match => match.Success).Select(Read)];

    private static PendingUpdate Read(Match match) => new(
        PlainText.Line(match.Groups["package"].Value, 100), PlainText.Line(match.Groups["from"].Value, 100), PlainText.Line(match.Groups["to"].Value, 100),
        match.Groups["origin"].Captures.Any(origin => IsOfSecurity(origin.Value)));

    // Debian-Security:12/oldstable-security, Ubuntu:24.04/noble-security, UbuntuESM:22.04/jammy-infra-security
    private static bool IsOfSecurity(string origin) =>
        origin.EndsWith("-security", StringComparison.Ordinal) || origin.StartsWith("Debian-Security:", StringComparison.Ordinal);

    // Inst libssl3 [3.0.19-1~deb12u2] (3.0.22-1~deb12u2 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []
    [GeneratedRegex(@"^Inst (?<package>\S+) \[(?<from>[^\]]+)\] \((?<to>\S+)(?: (?<origin>[^ ,\[\])]+),?)+ \[[^\]]+\]\)")]
    private static partial Regex Line();
}
