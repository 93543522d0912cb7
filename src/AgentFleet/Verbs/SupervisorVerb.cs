using System.CommandLine;
using AgentFleet.Hosting;
using AgentFleet.Supervisor;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet supervisor</c>: the service that has findings fixed.</summary>
internal static class SupervisorVerb
{
    public static Command Create()
    {
        var verb = new Command("supervisor", "Run the service that has findings fixed, until it is stopped; runs go on without it");
        verb.SetAction(async (command, ct) =>
        {
            await ServiceHost.RunAsync(
                Site.Of(command), "supervisor",
                (services, configuration) => services.AddSupervisor(new SupervisorSettings(() => configuration().Supervisor)), ct);
            return Invocation.Done;
        });
        return verb;
    }
}
