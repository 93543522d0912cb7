using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Showing;
using AgentFleet.Verbs;

namespace AgentFleet.Trying;

/// <summary>What the ledger tells of a rehearsal, and what to do next.</summary>
internal static class Timeline
{
    private const string EventsSql = """
        SELECT substr(e.at, 12, 12) AS time, e.actor, e.kind,
          coalesce(e.data ->> 'title', e.data ->> 'verdict', e.data ->> 'reason', e.data ->> 'policy', '') AS what
        FROM events e
        WHERE e.subject IN (SELECT id FROM findings WHERE scanner = @scanner)
           OR e.subject IN (SELECT a.id FROM fix_attempts a JOIN findings f ON f.id = a.finding_id WHERE f.scanner = @scanner)
        ORDER BY e.id
        """;

    private const string AlertsSql = "SELECT kind, priority, state, title FROM alerts WHERE finding_id IN (SELECT id FROM findings WHERE scanner = @scanner)";

    public static void Print(LedgerFile ledger, string host, Stage stage)
    {
        using var reader = LedgerReader.Open(ledger.State, host, Site.Clock);
        var values = ("scanner", (object?)Stage.Scanner);
        Steps.Heading("What happened, as the ledger tells it");
        Output.Print(reader.Ask(EventsSql, values), OutputFormat.Table);
        Steps.Heading("The alert, as it would go to the phone");
        Output.Print(reader.Ask(AlertsSql, values), OutputFormat.Table, "none");
        Steps.Heading("Next");
        Steps.Say($"the ledger:       {ledger.State.Ledger}");
        Steps.Say($"ask it:           agentfleet query \"SELECT * FROM finding_status\" --state {ledger.State.Root}");
        Steps.Say($"is it untouched:  agentfleet events --verify --state {ledger.State.Root}");
        Steps.Say("watch for real:   agentfleet init ~/.config/agentfleet, then agentfleet scanner and agentfleet supervisor");
        Steps.Say($"throw it away:    rm -r {stage.Root}");
    }
}
