using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Machines;

[Trait("Category", "Slow")]
public sealed class StoppingTests
{
    // A service that does not stop by itself is cut off by its frame after five seconds, and what it was about is left as it is.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_supervisor_that_is_told_to_stop_exits_at_once_and_leaves_its_runs_running(int round)
    {
        await using var fleet = new Fleet(round, new());
        foreach (var name in new[] { "a", "b" })
        {
            fleet.Watch(name);
            fleet.Plant(name);
        }
        fleet.Hold(Held.Runs);
        fleet.StartScanner();
        var supervisor = fleet.StartSupervisor();
        await fleet.UntilAsync("both runs began", () => fleet.Journal.Begun == 2);
        await fleet.HesitateAsync();

        (await StopAsync(supervisor)).ShouldBe(0, supervisor.Said);
        supervisor.Said.Split("is left running; the next supervisor takes it over").Length.ShouldBe(1 + 2, supervisor.Said);
        fleet.Ledger.Number("SELECT count(*) FROM fix_attempts WHERE ended_at IS NULL").ShouldBe(2);
        fleet.Journal.Runs.ShouldAllBe(run => Directory.Exists($"/proc/{run.Pid}"));

        fleet.StartSupervisor();
        fleet.Release(Held.Runs);
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_supervisor_that_is_told_to_stop_while_a_run_is_being_started_exits_soon(int round)
    {
        await using var fleet = new Fleet(round, new());
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Starts);
        fleet.StartScanner();
        var supervisor = fleet.StartSupervisorWithSlowStarts();
        await fleet.UntilAsync("the run is being started", () => fleet.Starts > 0);

        await StopAsync(supervisor);
        fleet.Release(Held.Starts);
        fleet.StartSupervisor();
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_scanner_that_is_told_to_stop_in_the_middle_of_a_look_exits_at_once(int round)
    {
        await using var fleet = new Fleet(round, new());
        fleet.Watch("a");
        fleet.Plant("a");
        fleet.Hold(Held.Looks);
        var scanner = fleet.StartScanner();
        await fleet.UntilAsync("the plugin was in the middle of its look", () => fleet.Looks > 0);

        (await StopAsync(scanner)).ShouldBe(0, scanner.Said);
        await Patience.UntilAsync(() => Leftovers.Naming(fleet.Folder).Count == 0, "the look was ended", fleet.Account, Enough);
        fleet.Release(Held.Looks);
        fleet.StartScanner();
        fleet.StartSupervisor();
        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
    }

    private static async Task<int> StopAsync(Service service)
    {
        var began = TimeProvider.System.GetTimestamp();
        await service.TerminateAsync();
        var code = await service.EndAsync();
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Enough, service.Said);
        return code;
    }
}
