using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Ntfy;

namespace AgentFleet.Faults.Tests.Kills;

[Trait("Category", "Slow")]
public sealed class LonelyScannerAlertTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Trouble_that_nobody_cures_is_told_although_the_scanner_was_killed_while_sending(int round)
    {
        await using var server = await NtfyServer.StartAsync();
        await using var fleet = new Fleet(round, new() { Ntfy = server.Url });
        server.Fault = NtfyFault.Hang;
        fleet.Watch("a", isCured: false);
        fleet.Plant("a");
        var scanner = fleet.StartScanner();
        await fleet.UntilAsync("an alert was on its way", () => server.Requests > 0);
        await fleet.HesitateAsync();
        await scanner.KillAsync();

        server.Fault = NtfyFault.None;
        fleet.StartScanner();
        await fleet.UntilAsync("the alert was sent", "SELECT count(*) FROM alerts WHERE kind = 'finding.opened' AND state = 'sent'");
        server.Messages.Count.ShouldBe(1, fleet.Account());
    }
}
