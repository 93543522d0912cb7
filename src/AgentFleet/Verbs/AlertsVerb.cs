using System.CommandLine;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet alerts</c>: the outbox.</summary>
internal static class AlertsVerb
{
    public static Command Create()
    {
        var state = new Option<string?>("--only") { Description = "Only pending, sent, suppressed or failed ones", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("pending", "sent", "suppressed", "failed");
        var limit = Asking.LimitOption(20);
        return Asking.Verb(
            "alerts", "The last alerts, and whether they were sent", [state, limit],
            command => Questions.Alerts(command.GetValue(state), command.GetValue(limit)), "no alerts");
    }
}
