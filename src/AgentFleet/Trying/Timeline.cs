using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Files;
using AgentFleet.Showing;
using AgentFleet.Verbs;

namespace AgentFleet.Trying;

/// <summary>What the ledger tells of a rehearsal, and what to do next.</summary>
internal static class Timeline
{
    public static void Print(LedgerFile ledger, Guid finding, Stage stage)
    {
        using var reader = LedgerReader.Open(ledger.State, ledger.Host, Site.Clock);
        Steps.Heading("What happened, as the ledger tells it");
        Output.Print(reader.Ask(FindingQuestions.Timeline(finding)), OutputFormat.Table);
        Steps.Heading("What would go to the phone");
        Output.Print(reader.Ask(Questions.AlertTitles(10)), OutputFormat.Table, "none");
        Steps.Heading("Next");
        Steps.Say($"the ledger:       {ledger.State.Ledger}");
        Steps.Say($"ask it:           agentfleet findings --all --state {ledger.State.Root}");
        Steps.Say($"is it untouched:  agentfleet events --verify --state {ledger.State.Root}");
        Steps.Say("watch for real:   agentfleet init ~/.config/agentfleet, then agentfleet scanner and agentfleet supervisor");
        Steps.Say($"throw it away:    rm -r {stage.Root}");
    }
}
