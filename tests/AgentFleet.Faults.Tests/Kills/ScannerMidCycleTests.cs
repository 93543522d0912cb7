using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Kills;

[Trait("Category", "Slow")]
public sealed class ScannerMidCycleTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_cycle_whose_scanner_was_killed_is_abandoned_and_its_trouble_is_found_by_the_next(int round)
    {
        await using var fleet = new Fleet(round, new());
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Looks);
        var scanner = fleet.StartScanner();
        await fleet.UntilAsync("the plugin was in the middle of its look", () => fleet.Looks > 0);
        await fleet.HesitateAsync();

        await scanner.KillAsync();
        fleet.Ledger.Number("SELECT count(*) FROM cycles WHERE status = 'running'").ShouldBe(1);
        fleet.Ledger.Number("SELECT count(*) FROM findings").ShouldBe(0);

        fleet.Release(Held.Looks);
        fleet.StartScanner();
        fleet.StartSupervisor();
        await fleet.SettleAsync();
        fleet.Ledger.Number("SELECT count(*) FROM cycles WHERE status = 'abandoned'").ShouldBe(1);
        fleet.Ledger.Number("SELECT count(*) FROM events WHERE kind = 'cycle.abandoned'").ShouldBe(1);
        await fleet.ShouldHaveKeptItsPromisesAsync();
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_cycle_is_abandoned_too_when_its_definition_went_away_with_its_scanner(int round)
    {
        await using var fleet = new Fleet(round, new());
        fleet.Watch("a");
        fleet.Watch("b");
        fleet.Hold(Held.Looks);
        var scanner = fleet.StartScanner();
        await fleet.UntilAsync("both plugins were in the middle of their look", "SELECT count(*) = 2 FROM cycles WHERE status = 'running'");
        await scanner.KillAsync();

        fleet.Retire("b");
        fleet.Release(Held.Looks);
        fleet.StartScanner();
        await fleet.UntilAsync("the cycle of the other was abandoned", "SELECT count(*) FROM cycles WHERE scanner = 'a' AND status = 'abandoned'");
        await fleet.UntilAsync("the cycle of the retired one was abandoned", "SELECT count(*) FROM cycles WHERE scanner = 'b' AND status = 'abandoned'");
    }
}
