using System.CommandLine;
using AgentFleet.Ledger.Asking;
using AgentFleet.Ledger.Audit;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet events</c>: the audit trail, and whether its chain holds.</summary>
internal static class EventsVerb
{
    public static Command Create()
    {
        var subject = new Option<string?>("--subject") { Description = "Only about this finding, attempt, cycle or alert", HelpName = "ID" };
        var verify = new Option<bool>("--verify") { Description = "Recompute the hash chain and name the first broken link" };
        var limit = Asking.LimitOption(50);
        var json = Output.JsonOption();
        var verb = new Command("events", "The audit trail, the newest first") { subject, limit, verify, json };
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).Ask();
            if (command.GetValue(verify))
                return Show(ledger.VerifyEvents(), command.GetValue(json));
            var answer = ledger.Ask(Questions.Events(command.GetValue(subject), command.GetValue(limit)));
            Output.Print(answer, Output.FormatOf(command.GetValue(json)), "no events yet");
            return Invocation.Done;
        });
        return verb;
    }

    private static int Show(ChainVerdict verdict, bool json)
    {
        if (json)
        {
            JsonText.Print(writer =>
            {
                writer.WriteStartObject();
                writer.WriteBoolean("whole", verdict is ChainVerdict.Whole);
                if (verdict is ChainVerdict.Whole(var count, var head))
                {
                    writer.WriteNumber("events", count);
                    writer.WriteString("head", head);
                }
                else if (verdict is ChainVerdict.Broken(var id, var why))
                {
                    writer.WriteNumber("first_broken", id);
                    writer.WriteString("why", why);
                }
                writer.WriteEndObject();
            });
        }
        else
        {
            Console.Out.WriteLine(verdict switch
            {
                ChainVerdict.Whole whole => $"{whole.Count} events, every link holds; head {whole.Head}",
                ChainVerdict.Broken broken => $"the chain breaks at event {broken.EventId}: {broken.Why}",
                _ => throw new InvalidOperationException(),
            });
        }
        return verdict is ChainVerdict.Whole ? Invocation.Done : Invocation.Failed;
    }
}
