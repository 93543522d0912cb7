using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class ContainerTests(SickMachine machine)
{
    internal static void Define(SickMachine machine)
    {
        machine.Watch("containers", $"kind: containers\nsocket: {machine.Engine.Socket}\npolicy: restart-container");
        machine.Fleet.StandIn("docker", machine.Engine.Client);
    }

    [Fact]
    public async Task A_container_that_is_unhealthy_is_found_and_restarted_and_that_is_proved()
    {
        var fault = new Fault(machine.Fleet, $"containers/{ContainerEngine.Name}");
        machine.Engine.Sicken();

        var found = await fault.FoundAsync();
        (found.Severity, found.Title).ShouldBe(("critical", $"container {ContainerEngine.Name} is unhealthy"));

        await fault.ProvedAsync("restart-container");
    }
}
