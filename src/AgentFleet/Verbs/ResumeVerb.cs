using System.CommandLine;
using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet resume [POLICY]</c>: lifts a pause.</summary>
internal static class ResumeVerb
{
    public static Command Create()
    {
        var policy = PauseVerb.PolicyArgument();
        var verb = new Command("resume", "Lift a pause") { policy };
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).OpenLedger();
            return HoldOptions.Lift(new HoldStore(ledger), HoldKind.Pause, command.GetValue(policy)!, "nothing was paused there");
        });
        return verb;
    }
}
