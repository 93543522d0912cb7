using System.CommandLine;
using AgentFleet.Ledger.Asking;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet findings [list]</c> and <c>agentfleet findings show ID</c>.</summary>
internal static class FindingsVerb
{
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);

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
            var (wanted, only, most, asJson) = (command.GetValue(all), command.GetValue(status), command.GetValue(limit), command.GetValue(json));
            var question = asJson ? FindingQuestions.Whole(wanted, only, most) : FindingQuestions.List(wanted, only, most);
            Output.Print(ledger.Ask(question), Output.FormatOf(asJson), "nothing is wrong");
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
            var finding = Asking.FindingId(ledger, command.GetValue(id)!);
            var facts = ledger.Ask(FindingQuestions.One(finding));
            var parts = ledger.Ask([FindingQuestions.Measured(finding, Site.Clock.GetUtcNow() - ADay), .. FindingQuestions.Story(finding)]);
            if (command.GetValue(json))
                PrintJson(facts, parts);
            else
                PrintText(facts, parts);
            return Invocation.Done;
        });
        return verb;
    }

    private static void PrintJson(Answer finding, IReadOnlyList<NamedAnswer> parts) => JsonText.Print(writer =>
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

    private static void PrintText(Answer finding, IReadOnlyList<NamedAnswer> parts)
    {
        var facts = finding.Columns.Select((column, i) => (IReadOnlyList<object?>)[column, finding.Rows[0][i]]).Where(row => row[1] is not null);
        Tables.Print(new Answer(["finding", ""], [.. facts]), "");
        foreach (var (name, answer) in parts.Where(part => part.Answer.Rows.Count > 0))
        {
            Console.Out.WriteLine(name);
            Tables.Print(name == "measured" ? Sparkline.Of(answer) : answer, "");
        }
    }
}
