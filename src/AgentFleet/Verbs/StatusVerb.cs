using System.CommandLine;
using System.Text.Json;
using AgentFleet.Hosting;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Asking;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet status</c>: what should worry me? One page, or one JSON document.</summary>
internal static class StatusVerb
{
    // Each answers from an index: the page takes no longer when the trail behind it grows.
    private static readonly (string Name, string Sql)[] Parts =
    [
        ("findings", "SELECT status, count(*) AS findings FROM finding_status WHERE state <> 'resolved' GROUP BY status ORDER BY status"),
        ("worst", """
            SELECT substr(finding_id, -8) AS id, status, severity, subject, title, fix_attempts, next_attempt_at, reason FROM finding_status
            WHERE state = 'open' ORDER BY CASE status WHEN 'escalated' THEN 0 WHEN 'refused' THEN 1 ELSE 2 END,
              CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, opened_at LIMIT 10
            """),
        ("scanners", """
            SELECT scanner, max(started_at) AS last_started, status, error FROM cycles
            WHERE started_at > @lately GROUP BY scanner ORDER BY scanner
            """),
        ("runs", """
            SELECT a.started_at, f.subject, a.number, a.policy, a.executor, a.id FROM fix_attempts a JOIN findings f ON f.id = a.finding_id
            WHERE a.ended_at IS NULL ORDER BY a.started_at
            """),
        ("holds", "SELECT kind, target, reason, actor, from_at, until_at FROM holds WHERE lifted_at IS NULL ORDER BY from_at"),
        ("alerts", "SELECT state, count(*) AS alerts FROM alerts WHERE state IN ('pending', 'failed') GROUP BY state"),
        ("last_day", """
            SELECT count(*) AS attempts, coalesce(sum(v.verdict = 'fixed'), 0) AS fixed, coalesce(sum(a.cost_usd), 0.0) AS cost_usd
            FROM fix_attempts a LEFT JOIN verifications v ON v.attempt_id = a.id WHERE a.started_at > @lately
            """),
    ];

    public static Command Create()
    {
        var json = Output.JsonOption();
        var verb = new Command("status", "What is wrong, what is being done, what waits for a person") { json };
        verb.SetAction(command =>
        {
            var site = Site.Of(command);
            using var ledger = site.Ask();
            var now = Site.Clock.GetUtcNow();
            var lately = ("lately", (object?)Times.Text(now - TimeSpan.FromDays(1)));
            var parts = Parts.Select(part => (part.Name, Answer: ledger.Ask(part.Sql, lately))).ToList();
            if (command.GetValue(json))
                PrintJson(site, now, parts);
            else
                PrintText(site, parts);
            return Invocation.Done;
        });
        return verb;
    }

    private static void PrintJson(Site site, DateTimeOffset now, List<(string Name, Answer Answer)> parts) => JsonText.Print(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("host", site.Configuration.Host);
        writer.WriteString("ledger", site.State.Ledger);
        writer.WriteString("at", Times.Text(now));
        WriteServices(writer, site);
        foreach (var (name, answer) in parts)
        {
            writer.WritePropertyName(name);
            JsonText.Write(writer, answer);
        }
        writer.WriteEndObject();
    });

    private static void WriteServices(Utf8JsonWriter writer, Site site)
    {
        writer.WriteStartObject("services");
        writer.WriteBoolean("scanner", Services.ScannerRuns(site.State));
        writer.WriteNumber("supervisors", Services.Supervisors(site.State));
        writer.WriteEndObject();
    }

    private static void PrintText(Site site, List<(string Name, Answer Answer)> parts)
    {
        Console.Out.WriteLine($"{site.Configuration.Host}, ledger {site.State.Ledger}");
        Console.Out.WriteLine($"scanner service: {(Services.ScannerRuns(site.State) ? "runs" : "does not run")}; supervisors: {Services.Supervisors(site.State)}");
        foreach (var (name, answer) in parts.Where(part => part.Answer.Rows.Count > 0))
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(name.Replace('_', ' '));
            Tables.Print(answer, "");
        }
    }
}
