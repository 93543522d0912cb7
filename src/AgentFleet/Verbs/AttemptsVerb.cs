using System.CommandLine;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet attempts</c>: what was tried, under which policy, with what outcome, verdict and cost.</summary>
internal static class AttemptsVerb
{
    public static Command Create()
    {
        var finding = new Option<string?>("--finding") { Description = "Only at this finding", HelpName = "ID" };
        var limit = Asking.LimitOption(20);
        return Asking.Verb(
            "attempts", "The last attempts: policy, outcome, the scanner's verdict, turns, tokens, cost", [finding, limit],
            command => Questions.Attempts(command.GetValue(finding), command.GetValue(limit)), "nothing was tried yet");
    }
}
