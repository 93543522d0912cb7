using System.CommandLine;
using AgentFleet.Trying;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet try</c>: the main job for real, with nothing configured.</summary>
internal static class TryVerb
{
    public static Command Create()
    {
        var executor = new Option<string>("--executor") { Description = "Who cures the planted trouble: runbook, or claude (the installed CLI)", DefaultValueFactory = _ => "runbook" };
        executor.AcceptOnlyFromAmong("runbook", "claude");
        var claude = new Option<string>("--claude") { Description = "The claude CLI", DefaultValueFactory = _ => "claude", HelpName = "PROGRAM" };
        var verb = new Command("try", "Scan this machine once, then rehearse the whole loop on planted trouble in a temporary folder") { executor, claude };
        verb.SetAction((command, ct) => Rehearsal.RunAsync(command.GetValue(executor)!, command.GetValue(claude)!, ct));
        return verb;
    }
}
