using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Health;

[Collection(nameof(SickMachine))]
[Trait("Category", "Slow")]
public sealed class CertificateTests(SickMachine machine)
{
    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1), InThreeMonths = TimeSpan.FromDays(90);

    internal static void Define(SickMachine machine)
    {
        machine.Watch("certificate", Definition(machine.Tls));
        machine.Watch("renewed", $"{Definition(machine.Renewed)}\npolicy: renew-certificates");

        // The real one needs an authority on the internet. This one is issued a new certificate once, and never again.
        TlsServer.Issue(machine.File("issued.pem"), InThreeMonths);
        machine.Fleet.StandIn("certbot", $"""
            #!/bin/sh
            test "$*" = "renew --non-interactive --no-random-sleep-on-renew" || exit 2
            mv '{machine.File("issued.pem")}' '{machine.File("renewed.pem")}'

            """);
    }

    [Fact]
    public async Task A_certificate_that_expires_tomorrow_is_found_until_the_server_has_a_new_one()
    {
        var fault = new Fault(machine.Fleet, $"certificate/{machine.Tls.Thing}");
        machine.Tls.Renew(Tomorrow);

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("critical");
        found.Evidence["left_seconds"]!.GetValue<double>().ShouldBeInRange(86_000, 86_400);

        machine.Tls.Renew(InThreeMonths);
        await fault.ClearedAsync();
    }

    [Fact]
    public async Task A_certificate_that_expires_tomorrow_is_found_and_renewed_and_that_is_proved()
    {
        var fault = new Fault(machine.Fleet, $"renewed/{machine.Renewed.Thing}");
        machine.Renewed.Renew(Tomorrow);

        var found = await fault.FoundAsync();
        found.Severity.ShouldBe("critical");
        found.Title.ShouldStartWith($"{machine.Renewed.Thing}: the certificate of \"{TlsServer.Name}\" expires in 23h");

        await fault.ProvedAsync("renew-certificates");
        File.Exists(machine.File("issued.pem")).ShouldBeFalse("the server has what the authority issued");
    }

    private static string Definition(TlsServer server) => $"kind: certificates\nhosts: [\"127.0.0.1:{server.Port}\"]\nname: {TlsServer.Name}\ntrust: any";
}
