using System.CommandLine;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet cycles</c>: the last scans, and which answered completely.</summary>
internal static class CyclesVerb
{
    public static Command Create()
    {
        var scanner = new Option<string?>("--scanner") { Description = "Only of this scanner", HelpName = "NAME" };
        var limit = Asking.LimitOption(20);
        return Asking.Verb(
            "cycles", "The last scans: when, by which scanner, how complete, what came of them", [scanner, limit],
            command => Questions.Cycles(command.GetValue(scanner), command.GetValue(limit)), "no scan yet; agentfleet scan makes one");
    }
}
