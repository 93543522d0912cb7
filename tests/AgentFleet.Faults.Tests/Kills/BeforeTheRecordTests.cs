using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Kills;

/// <summary>The supervisor dies between something that happened and its row in the ledger.</summary>
[Trait("Category", "Slow")]
public sealed class BeforeTheRecordTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_that_was_started_and_not_recorded_is_found_by_the_next_supervisor(int round)
    {
        await using var fleet = new Fleet(round, new() { Schedule = FleetPlan.Rarely });
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Starts);
        fleet.Hold(Held.Runs);
        fleet.StartScanner();
        var supervisor = fleet.StartSupervisorWithSlowStarts();
        await fleet.UntilAsync("the finding was claimed and its run is being started", () => fleet.Starts > 0);

        using (fleet.Ledger.Lock())
        {
            fleet.Release(Held.Starts);
            await fleet.UntilAsync("the run began", () => fleet.Journal.Begun > 0);
            await fleet.HesitateAsync();
            await supervisor.KillAsync();
        }
        fleet.Ledger.Number("SELECT count(*) FROM agent_sessions WHERE process IS NULL").ShouldBe(1);

        fleet.StartSupervisor();
        await fleet.UntilAsync("the run was adopted and recorded", "SELECT count(*) FROM agent_sessions WHERE process IS NOT NULL");
        fleet.Release(Held.Runs);
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_that_ended_and_was_not_recorded_is_not_done_again(int round)
    {
        await using var fleet = new Fleet(round, new() { Schedule = FleetPlan.Rarely });
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Runs);
        fleet.StartScanner();
        var supervisor = fleet.StartSupervisor();
        await fleet.UntilAsync("the run was recorded", "SELECT count(*) FROM agent_sessions WHERE process IS NOT NULL");

        using (fleet.Ledger.Lock())
        {
            fleet.Release(Held.Runs);
            await fleet.UntilAsync("the run ended", () => fleet.Journal.Ended > 0 && Directory.EnumerateFiles(fleet.State.Runs, "exit", SearchOption.AllDirectories).Any());
            await Patience.ForAsync(TimeSpan.FromMilliseconds(fleet.Chance.Next(0, 400)));
            await supervisor.KillAsync();
        }
        fleet.Ledger.Number("SELECT count(*) FROM fix_attempts WHERE ended_at IS NULL").ShouldBe(1);

        fleet.StartSupervisor();
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(1);
        fleet.Ledger.Texts("SELECT outcome FROM fix_attempts").ShouldBe(["succeeded"]);
    }
}
