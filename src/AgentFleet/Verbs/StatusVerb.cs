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
    public static Command Create()
    {
        var json = Output.JsonOption();
        var verb = new Command("status", "What is wrong, what is being done, what waits for a person") { json };
        verb.SetAction(command =>
        {
            var site = Site.Of(command);
            using var ledger = site.Ask();
            var now = Site.Clock.GetUtcNow();
            var parts = ledger.Ask(StatusQuestions.Since(site.Configuration.Host, now - TimeSpan.FromDays(1)));
            if (command.GetValue(json))
                PrintJson(site, now, parts);
            else
                PrintText(site, parts);
            return Invocation.Done;
        });
        return verb;
    }

    private static void PrintJson(Site site, DateTimeOffset now, IReadOnlyList<NamedAnswer> parts) => JsonText.Print(writer =>
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

    private static void PrintText(Site site, IReadOnlyList<NamedAnswer> parts)
    {
        Console.Out.WriteLine($"{site.Configuration.Host}, ledger {site.State.Ledger}");
        Console.Out.WriteLine($"scanner service: {(Services.ScannerRuns(site.State) ? "runs" : "does not run")}; supervisors: {Services.Supervisors(site.State)}");
        foreach (var (name, answer) in parts.Where(part => part.Answer.Rows.Count > 0))
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(name.Replace('_', ' '));
            Tables.Print(answer, "");
            if (name == StatusQuestions.Elsewhere)
            {
                Console.Out.WriteLine($"Nobody looks at these: this machine is called {site.Configuration.Host} now. To go on with them write its old name into the");
                Console.Out.WriteLine($"configuration (host: {answer.Rows[0][0]}); else they are closed a week after a scanner last looked under that name.");
            }
        }
    }
}
