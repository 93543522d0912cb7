using System.CommandLine;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet alerts</c>: the outbox.</summary>
internal static class AlertsVerb
{
    private const string Sql = """
        SELECT created_at, kind, priority, state, title, body, tries, last_error, sent_at, finding_id, id
        FROM alerts WHERE @state IS NULL OR state = @state ORDER BY created_at DESC, id DESC LIMIT @limit
        """;

    public static Command Create()
    {
        var state = new Option<string?>("--state-is") { Description = "Only pending, sent, suppressed or failed ones", HelpName = "STATE" };
        state.AcceptOnlyFromAmong("pending", "sent", "suppressed", "failed");
        var limit = Asking.LimitOption(20);
        return Asking.Verb("alerts", "The last alerts, and whether they were sent", [state, limit],
            command => (Sql, [("state", command.GetValue(state)), ("limit", command.GetValue(limit))]), "no alerts");
    }
}
