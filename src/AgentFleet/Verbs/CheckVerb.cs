using System.CommandLine;
using AgentFleet.Definitions;
using AgentFleet.Hosting;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Definitions;
using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet check</c>: everything that is wrong with configuration, scanners and policies, at once.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var kinds = new Option<bool>("--kinds") { Description = "Only tell what kinds of check there are, and what they take" };
        var verb = new Command("check", "Check the configuration, the scanners and the policies; says all that is wrong at once") { kinds };
        verb.SetAction(command =>
        {
            if (command.GetValue(kinds))
            {
                Console.Out.Write(CheckPage.Text());
                return Invocation.Done;
            }
            var place = Site.Of(command);
            var configuration = place.Configuration;
            var scanners = ScannerFolder.Open(configuration.Scanners).Reload();
            var policies = new PolicyFolder(configuration.Supervisor.Policies).Reload();
            IReadOnlyList<Problem> problems = [.. scanners.AllProblems, .. policies.AllProblems, .. BetweenFiles.Problems(scanners, policies)];
            foreach (var problem in problems)
                Console.Error.WriteLine(problem);
            if (problems.Count > 0)
                return Invocation.Wrong;

            Console.Out.WriteLine($"configuration: {place.ConfigurationFile ?? "none; the defaults hold"}");
            Console.Out.WriteLine($"scanners: {scanners.Good.Count} in {configuration.Scanners}");
            using var gitHub = GitHubParts.Connect(() => configuration.GitHub, Site.Clock);
            foreach (var scanner in scanners.Good.Values.Select(definition => definition.Value))
            {
                if (scanner.Check.CannotLook(new(gitHub)) is { } reason)
                    Console.Out.WriteLine($"  {scanner.Name} {(scanner.IfPossible ? "is left out" : "will see nothing")} on this machine: {reason}");
            }
            Console.Out.WriteLine($"policies: {policies.Good.Count} in {configuration.Supervisor.Policies}");
            Console.Out.WriteLine($"alerts: {configuration.Ntfy?.ToString() ?? "no channel; they wait in the ledger"}");
            if (configuration.GitHub?.Webhook is { } webhook)
                Console.Out.WriteLine($"events: GitHub's, on {webhook}");
            Console.Out.WriteLine($"state: {place.State.Root}");
            return Invocation.Done;
        });
        return verb;
    }
}
