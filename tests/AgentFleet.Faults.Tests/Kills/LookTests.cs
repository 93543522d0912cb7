using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Kills;

/// <summary>Everything dies between a run's end and the scanner's verdict.</summary>
[Trait("Category", "Slow")]
public sealed class LookTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task An_attempt_that_ended_while_no_scanner_lived_gets_its_look(int round)
    {
        await using var fleet = new Fleet(round, new() { Schedule = FleetPlan.Rarely });
        fleet.Watch("a");
        fleet.Plant("a");
        var scanner = fleet.StartScanner();
        await fleet.UntilAsync("the trouble was found", "SELECT count(*) FROM findings WHERE state = 'open'");
        await scanner.KillAsync();
        var supervisor = fleet.StartSupervisor();
        await fleet.UntilAsync("the attempt's end was recorded", "SELECT count(*) FROM fix_attempts WHERE ended_at IS NOT NULL");
        await fleet.HesitateAsync();
        await supervisor.KillAsync();

        fleet.StartSupervisor();
        fleet.StartScanner();
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_look_whose_scanner_was_killed_is_taken_again(int round)
    {
        await using var fleet = new Fleet(round, new() { Schedule = FleetPlan.Rarely });
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Runs);
        var scanner = fleet.StartScanner();
        fleet.StartSupervisor();
        await fleet.UntilAsync("the run began", () => fleet.Journal.Begun > 0);
        fleet.Hold(Held.Looks);
        fleet.Release(Held.Runs);
        await fleet.UntilAsync("the scanner looked again", "SELECT count(*) FROM cycles WHERE trigger = 'look' AND status = 'running'");
        await fleet.HesitateAsync();

        await scanner.KillAsync();
        fleet.Ledger.Number("SELECT count(*) FROM verifications").ShouldBe(0);
        fleet.Release(Held.Looks);
        fleet.StartScanner();

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Ledger.Number("SELECT count(*) FROM cycles WHERE status = 'abandoned'").ShouldBe(1);
    }
}
