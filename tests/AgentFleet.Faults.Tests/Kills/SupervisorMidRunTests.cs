using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Kills;

[Trait("Category", "Slow")]
public sealed class SupervisorMidRunTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_goes_on_without_its_supervisor_and_is_adopted_by_the_next(int round)
    {
        await using var fleet = new Fleet(round, new());
        var supervisor = await StartRunAsync(fleet);
        var process = Process(fleet);
        await supervisor.KillAsync();

        fleet.StartSupervisor();
        await fleet.UntilAsync("the run was adopted", "SELECT count(*) FROM events WHERE kind = 'attempt.adopted'");
        Process(fleet).ShouldBe(process);
        fleet.Journal.Ended.ShouldBe(0);
        fleet.Release(Held.Runs);

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(1);
        Process(fleet).ShouldBe(process);
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_that_ends_while_no_supervisor_lives_is_judged_by_the_next(int round)
    {
        await using var fleet = new Fleet(round, new());
        var supervisor = await StartRunAsync(fleet);
        await supervisor.KillAsync();

        fleet.Release(Held.Runs);
        await fleet.UntilAsync("the run ended", () => fleet.Journal.Ended == 1);
        await fleet.HesitateAsync();
        fleet.StartSupervisor();

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(1);
    }

    private static async Task<Service> StartRunAsync(Fleet fleet)
    {
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Runs);
        fleet.StartScanner();
        var supervisor = fleet.StartSupervisor();
        await fleet.UntilAsync("the run began", () => fleet.Journal.Begun > 0);
        await fleet.UntilAsync("the run was recorded", "SELECT count(*) FROM agent_sessions WHERE process IS NOT NULL");
        await fleet.HesitateAsync();
        return supervisor;
    }

    private static string Process(Fleet fleet) => fleet.Ledger.Texts("SELECT process FROM agent_sessions").ShouldHaveSingleItem();
}
