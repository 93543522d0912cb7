using System.CommandLine;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet query SQL</c>: any question; the connection cannot write.</summary>
internal static class QueryVerb
{
    public static Command Create()
    {
        var sql = new Argument<string>("SQL") { Description = "One SELECT; tables and columns: docs/ledger.md" };
        var json = Output.JsonOption();
        var csv = new Option<bool>("--csv") { Description = "Print comma-separated values" };
        var verb = new Command("query", "Ask the ledger by SQL; nothing can be changed") { sql, json, csv };
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).Ask();
            var format = command.GetValue(csv) ? OutputFormat.Csv : Output.FormatOf(command.GetValue(json));
            Output.Print(ledger.Ask(command.GetValue(sql)!), format, "no rows");
            return Invocation.Done;
        });
        return verb;
    }
}
