using System.Globalization;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Judging;

/// <summary>What a person is told about a finding. One that a policy takes care of rings only when it was fixed.</summary>
internal sealed class FindingAlerts(string host)
{
    // 120 at most, with room for the ellipsis and a last character that takes two places.
    private const int LongestTitle = 118;
    private const int LongestBody = 1000;

    public NewAlert? Of(FindingChange change, Finding? before) => change switch
    {
        { After: { Refused: not null, State: FindingState.Open } } when before is not { State: FindingState.Open, Refused: not null } => Refused(change.After),
        { After.Policy: not null } or { After.Refused: not null } => null,
        // Somebody asked for it, and looks there for what becomes of it.
        { After.Kind: GitHubKinds.Issue or GitHubKinds.PullRequest } => null,
        { Kind: ChangeKind.Opened or ChangeKind.Reopened } => Opened(change.After, ""),
        { Kind: ChangeKind.SeverityChanged, After.Severity: Severity.Critical } when before?.Severity < Severity.Critical => Opened(change.After, ":critical"),
        { Kind: ChangeKind.Resolved } => Cleared(change.After, change.Reason is { Length: > 0 } reason ? reason : "it went away by itself"),
        _ => null,
    };

    /// <summary>With the finding's id: the key of <see cref="Unattended"/>.</summary>
    public const string UnattendedKey = "finding.unattended:";

    /// <summary>A policy should take care of it, or somebody has ordered it, but no supervisor took it.</summary>
    public NewAlert Unattended(Finding finding) => Alert(
        AlertKind.FindingOpened, UnattendedKey + finding.Id, $"Nobody is at it: {finding.Title}", finding,
        $"Seen since {Time(finding.FirstSeenAt)}. {(finding.Policy is null
            ? "Somebody asked for it by a label, and it was not taken: does a policy match it, and does the supervisor run?"
            : $"The policy {finding.Policy} should take care of it, but no supervisor has taken it: does the service run?")}");

    /// <summary>A second look proves that an attempt was of use.</summary>
    public NewAlert Fixed(Finding finding) => Alert(
        AlertKind.FindingFixed, $"finding.fixed:{finding.Id}", $"Fixed: {finding.Title}", finding,
        $"{Span(finding)}\n{(finding.Policy is null ? "" : $"Fixed by the policy {finding.Policy}. ")}A second look proves it.");

    private NewAlert Opened(Finding finding, string suffix) => Alert(
        AlertKind.FindingOpened, $"finding.opened:{finding.Id}{suffix}", $"{finding.Severity}: {finding.Title}", finding,
        $"Seen since {Time(finding.FirstSeenAt)}. {(finding.Kind.StartsWith("github.", StringComparison.Ordinal) ? "Nobody takes care of it unless a policy matches it." : "Its scanner names no policy.")}");

    private NewAlert Refused(Finding finding) => Alert(
        AlertKind.AuthorityRefused, $"finding.refused:{finding.Id}", $"Refused: {finding.Title}", finding, $"Nothing is done about it: {finding.Refused}.");

    private NewAlert Cleared(Finding finding, string reason) => Alert(
        AlertKind.FindingCleared, $"finding.cleared:{finding.Id}", $"Cleared: {finding.Title}", finding, $"{Span(finding)}\n{char.ToUpperInvariant(reason[0])}{reason[1..]}.");

    private NewAlert Alert(AlertKind kind, string key, string title, Finding finding, string more) => new(
        kind, key, PlainText.Line(title, LongestTitle),
        BlockText.Of($"Host {host}, {finding.Kind} {finding.Subject}.\n{finding.Title}\n{more}", LongestBody));

    private static string Span(Finding finding)
    {
        var (from, to) = (finding.OpenedAt ?? finding.FirstSeenAt, finding.ResolvedAt ?? finding.LastSeenAt);
        return $"Open since {Time(from)}, gone at {Time(to)}, after {Durations.Print(TimeSpan.FromSeconds(Math.Floor((to - from).TotalSeconds)))}.";
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
