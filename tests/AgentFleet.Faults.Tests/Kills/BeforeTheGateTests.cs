using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;
using AgentFleet.Processes;

namespace AgentFleet.Faults.Tests.Kills;

/// <summary>The supervisor dies after it has claimed a finding and before the run has passed its gate.</summary>
[Trait("Category", "Slow")]
public sealed class BeforeTheGateTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_that_comes_after_its_attempt_was_given_up_does_nothing(int round)
    {
        await using var fleet = new Fleet(round, new());
        var supervisor = await ClaimAndHoldAsync(fleet);
        await supervisor.KillAsync();

        fleet.StartSupervisor();
        await fleet.UntilAsync("the attempt was given up", "SELECT count(*) FROM fix_attempts WHERE outcome = 'canceled'");
        fleet.Release(Held.Starts);

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Ledger.Texts("SELECT outcome || ' ' || counted FROM fix_attempts ORDER BY number").ShouldBe(["canceled 0", "succeeded 1"]);
        fleet.Journal.Begun.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_that_comes_before_the_next_supervisor_is_adopted_if_it_began(int round)
    {
        await using var fleet = new Fleet(round, new());
        var supervisor = await ClaimAndHoldAsync(fleet);
        await supervisor.KillAsync();

        fleet.Release(Held.Starts);
        var attempt = fleet.Ledger.Texts("SELECT id FROM fix_attempts").ShouldHaveSingleItem();
        // Without a word from its starter, who may have died too early for that, the wrapper ends and nothing runs.
        await fleet.UntilAsync("the run began or gave up", () =>
            fleet.Journal.Begun > 0 || Leftovers.WithEnvironment($"{RunMarker.Variable}={attempt}").Count == 0);
        fleet.StartSupervisor();

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        // Only now: a wrapper that is just becoming another program shows no environment, and seems to have given up.
        var began = fleet.Journal.Runs.Any(run => run.Attempt == attempt);
        fleet.Ledger.Texts("SELECT outcome || ' ' || counted FROM fix_attempts ORDER BY number")
            .ShouldBe(began ? ["succeeded 1"] : ["canceled 0", "succeeded 1"]);
        fleet.Journal.Begun.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_run_that_races_the_next_supervisor_runs_once_or_not_at_all(int round)
    {
        await using var fleet = new Fleet(round, new());
        var supervisor = await ClaimAndHoldAsync(fleet);
        await supervisor.KillAsync();

        // A service takes a few hundred milliseconds from its start to its first look at the ledger.
        fleet.StartSupervisor();
        await Patience.ForAsync(TimeSpan.FromMilliseconds(fleet.Chance.Next(0, 1500)));
        fleet.Release(Held.Starts);

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(1);
    }

    private static async Task<Service> ClaimAndHoldAsync(Fleet fleet)
    {
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Starts);
        fleet.StartScanner();
        var supervisor = fleet.StartSupervisorWithSlowStarts();
        await fleet.UntilAsync("the finding was claimed and its run is being started", () => fleet.Starts > 0);
        await fleet.HesitateAsync();
        fleet.Ledger.Number("SELECT count(*) FROM fix_attempts WHERE ended_at IS NULL").ShouldBe(1);
        return supervisor;
    }
}
