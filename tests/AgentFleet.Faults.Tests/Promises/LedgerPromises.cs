using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Ledger;

namespace AgentFleet.Faults.Tests.Promises;

/// <summary>What must hold in a ledger when everything has settled, each as a question whose every row is a breach.</summary>
internal static class LedgerPromises
{
    private static readonly (string Promise, string Breaches)[] All =
    [
        ("every finding is resolved",
            "SELECT subject FROM findings WHERE policy IS NOT NULL AND state <> 'resolved'"),
        ("every finding has a verdict fixed",
            """
            SELECT subject FROM findings f WHERE policy IS NOT NULL AND NOT EXISTS
              (SELECT 1 FROM fix_attempts a JOIN verifications v ON v.attempt_id = a.id WHERE a.finding_id = f.id AND v.verdict = 'fixed')
            """),
        ("every fixed finding is told of once",
            """
            SELECT subject FROM findings f WHERE policy IS NOT NULL
              AND (SELECT count(*) FROM alerts a WHERE a.finding_id = f.id AND a.kind = 'finding.fixed') <> 1
            """),
        ("no order is left", "SELECT finding_id || ' ' || state FROM work_orders WHERE state <> 'done'"),
        ("no attempt is left live", "SELECT id FROM fix_attempts WHERE ended_at IS NULL"),
        ("no session is left open", "SELECT id FROM agent_sessions WHERE ended_at IS NULL"),
        ("two attempts at one finding are never live at once",
            """
            SELECT a.id || ' and ' || b.id FROM fix_attempts a JOIN fix_attempts b ON b.finding_id = a.finding_id AND b.number > a.number
            WHERE b.started_at < a.ended_at
            """),
        ("attempts were carried out, or canceled before they began",
            "SELECT id || ' ' || outcome || ': ' || outcome_reason FROM fix_attempts WHERE outcome NOT IN ('succeeded', 'canceled') AND @strict"),
        ("a canceled attempt costs nothing", "SELECT id FROM fix_attempts WHERE outcome = 'canceled' AND (counted = 1 OR wants_look = 1)"),
        ("every look that was asked for was taken",
            "SELECT id FROM fix_attempts a WHERE wants_look = 1 AND NOT EXISTS (SELECT 1 FROM verifications v WHERE v.attempt_id = a.id)"),
        ("no cycle that a dead scanner began is left running",
            "SELECT scanner || ' ' || started_at FROM cycles WHERE status = 'running' AND started_at < @scannerSince"),
        ("every alert is sent", "SELECT dedupe_key || ' ' || state FROM alerts WHERE state <> 'sent' AND @delivers"),
        ("every reference holds", "SELECT \"table\" FROM pragma_foreign_key_check"),
        ("the file is whole", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    ];

    public static IEnumerable<string> BreachesIn(Fleet fleet, bool strict)
    {
        var values = new { scannerSince = Times.Text(fleet.ScannerSince), delivers = fleet.Plan.Ntfy is not null, strict };
        return All.SelectMany(one => fleet.Ledger.Texts(one.Breaches, values).Select(breach => $"{one.Promise}: {breach}"));
    }
}
