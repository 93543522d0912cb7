using System.CommandLine;
using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet pause [POLICY]</c>: nothing new is started; runs under way go on.</summary>
internal static class PauseVerb
{
    public static Command Create()
    {
        var policy = PolicyArgument();
        var (length, reason) = (HoldOptions.For(), HoldOptions.Reason());
        var verb = new Command("pause", "Start no new attempts; scanning, verifying and runs under way go on") { policy, length, reason };
        verb.SetAction(command =>
        {
            using var ledger = Site.Of(command).OpenLedger();
            var target = command.GetValue(policy)!;
            var until = HoldOptions.Until(command.GetValue(length));
            new HoldStore(ledger).Place(new NewHold(HoldKind.Pause, target, command.GetValue(reason)!, Person.Actor, until));
            Console.Out.WriteLine($"{(target == "*" ? "everything" : target)} is paused{HoldOptions.Describe(until)}");
            return Invocation.Done;
        });
        return verb;
    }

    public static Argument<string> PolicyArgument() =>
        new("POLICY") { Description = "One policy (default: all)", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "*" };
}
