using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Ledger.Scanning;

/// <summary>How a change of a finding stands in the ledger: its row, its event, its alert.</summary>
internal static class FindingWrites
{
    private const string Upsert = """
        INSERT INTO findings (id, host, scanner, source, fingerprint, episode, kind, subject, title, severity, state, policy,
          first_seen_at, last_seen_at, opened_at, resolved_at, bad_looks, good_looks, looks, quiet, evidence, refused, rank, filed_at)
        VALUES (@id, @host, @Scanner, @Source, @Fingerprint, @Episode, @Kind, @Subject, @Title, @severity, @state, @Policy,
          @first, @last, @opened, @resolved, @BadLooks, @GoodLooks, @Looks, @Quiet, @Evidence, @Refused, @Rank, @filed)
        ON CONFLICT (id) DO UPDATE SET source = excluded.source, subject = excluded.subject, title = excluded.title, severity = excluded.severity,
          state = excluded.state, policy = excluded.policy, first_seen_at = excluded.first_seen_at,
          last_seen_at = excluded.last_seen_at, opened_at = excluded.opened_at, resolved_at = excluded.resolved_at,
          bad_looks = excluded.bad_looks, good_looks = excluded.good_looks, looks = excluded.looks, quiet = excluded.quiet, evidence = excluded.evidence,
          refused = excluded.refused, rank = excluded.rank, filed_at = excluded.filed_at
        """;

    public static void Apply(LedgerWrite write, FindingChange change)
    {
        var finding = change.After;
        write.Execute(Upsert, new
        {
            id = finding.Id.ToString(),
            host = write.Host,
            finding.Scanner,
            finding.Source,
            finding.Fingerprint,
            finding.Episode,
            finding.Kind,
            finding.Subject,
            finding.Title,
            severity = Words.Of(finding.Severity),
            state = Words.Of(finding.State),
            finding.Policy,
            first = Times.Text(finding.FirstSeenAt),
            last = Times.Text(finding.LastSeenAt),
            opened = Times.Text(finding.OpenedAt),
            resolved = Times.Text(finding.ResolvedAt),
            finding.BadLooks,
            finding.GoodLooks,
            finding.Looks,
            finding.Quiet,
            finding.Evidence,
            finding.Refused,
            finding.Rank,
            filed = Times.Text(finding.FiledAt),
        });
        if (change.Kind is not (ChangeKind.SeenAgain or ChangeKind.SeenGood))
            write.Record(Describe(change));
        if (change.Alert is { } alert)
            Outbox.Append(write, alert with { FindingId = finding.Id, Suppressed = finding.Quiet is not null || HoldStore.IsMuted(write, finding.Id) });
        if (change.IsLoudAgain)
            Outbox.Release(write, finding.Id);
    }

    private static Event Describe(FindingChange change)
    {
        var told = new Event("scanner", "finding." + Words.Of(change.Kind), change.After.Id.ToString())
        {
            Data = new()
            {
                ["fingerprint"] = change.After.Fingerprint,
                ["episode"] = change.After.Episode,
                ["severity"] = Words.Of(change.After.Severity),
                ["title"] = change.After.Title,
            },
        };
        if ((change.Reason ?? change.After.Refused) is { } reason)
            told.Data["reason"] = reason;
        return told;
    }
}
