using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class NetworkTests(SickMachine machine)
{
    internal static void Define(SickMachine machine)
    {
        machine.Watch("certificate", $"kind: certificates\nhosts: [\"127.0.0.1:{machine.Tls.Port}\"]\nname: {TlsServer.Name}\ntrust: any");
        machine.Watch("greeting", $"kind: port\naddress: 127.0.0.1:{machine.Greeter.Port}\nexpect: \"{Greeter.Greeting}\"\ntimeout: 5s");
    }

    [Fact]
    public async Task A_certificate_that_expires_tomorrow_is_found_until_the_server_has_a_new_one()
    {
        var fault = new Fault(machine.Fleet, $"certificate/127.0.0.1:{machine.Tls.Port} ({TlsServer.Name})");
        machine.Tls.Renew(TimeSpan.FromDays(1));

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("critical");
        found.Evidence["left_seconds"]!.GetValue<double>().ShouldBeInRange(86_000, 86_400);

        machine.Tls.Renew(TimeSpan.FromDays(90));
        await fault.ClearedAsync();
    }

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
