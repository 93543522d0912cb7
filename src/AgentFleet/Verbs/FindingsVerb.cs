using System.CommandLine;
using AgentFleet.Ledger.Asking;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet findings [list]</c> and <c>agentfleet findings show ID</c>.</summary>
internal static class FindingsVerb
{
    private const string ListSql = """
        SELECT substr(finding_id, -8) AS id, status, severity, kind, subject, title, policy, fix_attempts, next_attempt_at, last_seen_at, reason
        FROM finding_status
        WHERE (@all OR state <> 'resolved') AND (@status IS NULL OR status = @status)
        ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, first_seen_at DESC LIMIT @limit
        """;

    private const string ListJsonSql = """
        SELECT * FROM finding_status WHERE (@all OR state <> 'resolved') AND (@status IS NULL OR status = @status)
        ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, first_seen_at DESC LIMIT @limit
        """;

    private static readonly (string Name, string Sql)[] Parts =
    [
        ("attempts", """
            SELECT a.number, a.started_at, a.ended_at, a.policy, a.executor, coalesce(a.outcome, 'running') AS outcome, v.verdict, a.counted,
              a.turns, a.cost_usd, a.outcome_reason, a.policy_hash, a.session_id, a.id
            FROM fix_attempts a LEFT JOIN verifications v ON v.attempt_id = a.id WHERE a.finding_id = @id ORDER BY a.number
            """),
        ("alerts", "SELECT created_at, kind, state, title, sent_at FROM alerts WHERE finding_id = @id ORDER BY created_at, id"),
        ("events", """
            SELECT at, actor, kind, data FROM events
            WHERE subject = @id OR subject IN (SELECT id FROM fix_attempts WHERE finding_id = @id) ORDER BY id
            """),
        ("episodes", """
            SELECT episode, state, first_seen_at, resolved_at, finding_id FROM finding_status
            WHERE fingerprint = (SELECT fingerprint FROM findings WHERE id = @id) ORDER BY episode
            """),
    ];

    public static Command Create()
    {
        var verb = List("findings", "What is wrong: every finding that is not resolved");
        verb.Subcommands.Add(List("list", "The same as findings alone"));
        verb.Subcommands.Add(Show());
        return verb;
    }

    private static Command List(string name, string description)
    {
        var all = new Option<bool>("--all") { Description = "Resolved ones too" };
        var status = new Option<string?>("--status") { Description = "Only in this status", HelpName = "STATUS" };
        var limit = Asking.LimitOption(100);
        var json = Output.JsonOption();
        var verb = new Command(name, description) { all, status, limit, json };
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).Ask();
            (string, object?)[] values =
            [
                ("all", command.GetValue(all) || command.GetValue(status) == "resolved"),
                ("status", command.GetValue(status)),
                ("limit", command.GetValue(limit)),
            ];
            var asJson = command.GetValue(json);
            Output.Print(ledger.Ask(asJson ? ListJsonSql : ListSql, values), Output.FormatOf(asJson), "nothing is wrong");
            return Invocation.Done;
        });
        return verb;
    }

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "The finding's id, or the end of it" };
        var json = Output.JsonOption();
        var verb = new Command("show", "One finding with its evidence, attempts, alerts and events") { id, json };
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).Ask();
            var values = ("id", (object?)Asking.FindingId(ledger, command.GetValue(id)!).ToString());
            var finding = ledger.Ask("SELECT * FROM finding_status WHERE finding_id = @id", values);
            var parts = Parts.Select(part => (part.Name, Answer: ledger.Ask(part.Sql, values))).ToList();
            if (command.GetValue(json))
                PrintJson(finding, parts);
            else
                PrintText(finding, parts);
            return Invocation.Done;
        });
        return verb;
    }

    private static void PrintJson(Answer finding, List<(string Name, Answer Answer)> parts) => JsonText.Print(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("finding");
        JsonText.WriteRow(writer, finding, 0);
        foreach (var (name, answer) in parts)
        {
            writer.WritePropertyName(name);
            JsonText.Write(writer, answer);
        }
        writer.WriteEndObject();
    });

    private static void PrintText(Answer finding, List<(string Name, Answer Answer)> parts)
    {
        var facts = finding.Columns.Select((column, i) => (IReadOnlyList<object?>)[column, finding.Rows[0][i]]).Where(row => row[1] is not null);
        Tables.Print(new Answer(["finding", ""], [.. facts]), "");
        foreach (var (name, answer) in parts.Where(part => part.Answer.Rows.Count > 0))
        {
            Console.Out.WriteLine(name);
            Tables.Print(answer, "");
        }
    }
}
