using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;
using AgentFleet.Ntfy;

namespace AgentFleet.Faults.Tests.Kills;

/// <summary>A service dies while the server has its alert and does not answer.</summary>
[Trait("Category", "Slow")]
public sealed class AlertTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Every_alert_arrives_although_both_services_were_killed_while_sending(int round)
    {
        await using var server = await NtfyServer.StartAsync();
        await using var fleet = new Fleet(round, new() { Ntfy = server.Url });
        server.Fault = NtfyFault.Hang;
        foreach (var name in new[] { "a", "b" })
        {
            fleet.Watch(name);
            fleet.Plant(name);
        }
        var (scanner, supervisor) = (fleet.StartScanner(), fleet.StartSupervisor());
        await fleet.UntilAsync("both were fixed", "SELECT count(*) = 2 FROM alerts WHERE kind = 'finding.fixed'");
        await fleet.UntilAsync("an alert was on its way", () => server.Requests > 0);
        await fleet.HesitateAsync();
        await Task.WhenAll(scanner.KillAsync(), supervisor.KillAsync());
        server.Messages.ShouldBeEmpty();

        server.Fault = NtfyFault.None;
        fleet.StartScanner();
        fleet.StartSupervisor();
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync(server);
    }
}
