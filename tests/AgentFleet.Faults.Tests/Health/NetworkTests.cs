using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class NetworkTests(SickMachine machine)
{
    internal static void Define(SickMachine machine) =>
        machine.Watch("greeting", $"kind: port\naddress: 127.0.0.1:{machine.Greeter.Port}\nexpect: \"{Greeter.Greeting}\"\ntimeout: 5s");

    [Fact]
    public async Task A_port_that_accepts_and_says_nothing_is_found_until_it_speaks_again()
    {
        var fault = new Fault(machine.Fleet, "greeting");
        machine.Greeter.Speaks = false;

        var found = await fault.FoundAsync();
        (found.Severity, found.Title).ShouldBe(("critical", $"127.0.0.1:{machine.Greeter.Port} accepts and says nothing for 4s"));

        machine.Greeter.Speaks = true;
        await fault.ClearedAsync();
    }
}
