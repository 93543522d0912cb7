using System.CommandLine;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet attempts</c>: what was tried, under which policy, with what outcome, verdict and cost.</summary>
internal static class AttemptsVerb
{
    private const string Sql = """
        SELECT a.started_at, f.subject, a.number, a.policy, a.executor, coalesce(a.outcome, 'running') AS outcome, v.verdict,
          a.counted, a.turns, a.input_tokens, a.output_tokens, a.cost_usd, a.outcome_reason, a.ended_at, a.policy_hash, a.finding_id, a.id
        FROM fix_attempts a JOIN findings f ON f.id = a.finding_id LEFT JOIN verifications v ON v.attempt_id = a.id
        WHERE @finding IS NULL OR a.finding_id LIKE '%' || @finding || '%'
        ORDER BY a.started_at DESC, a.id DESC LIMIT @limit
        """;

    public static Command Create()
    {
        var finding = new Option<string?>("--finding") { Description = "Only of this finding", HelpName = "ID" };
        var limit = Asking.LimitOption(20);
        return Asking.Verb("attempts", "The last attempts: policy, outcome, the scanner's verdict, turns, tokens, cost", [finding, limit],
            command => (Sql, [("finding", command.GetValue(finding)), ("limit", command.GetValue(limit))]), "nothing was tried yet");
    }
}
