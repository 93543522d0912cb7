using AgentFleet.Ledger.Files;
using AgentFleet.Testing;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Ledger.Tests.Files;

public sealed class PresenceTests
{
    [Fact]
    public async Task Many_processes_may_come_and_go_at_the_same_time()
    {
        using var world = new World();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < 500; i++)
                Presence.Announce(world.Ledger.State).Dispose();
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    [Fact]
    public async Task Many_processes_may_be_the_first_at_the_same_time()
    {
        using var world = new World();
        world.Ledger.File.Dispose();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            for (var i = 0; i < 500; i++)
                Presence.Announce(world.Ledger.State).Dispose();
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    [Fact]
    public void A_ledger_that_others_have_open_was_not_left_by_a_dead_process()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.File("state"));
        state.Create();
        using (Presence.Announce(state))
        {
            LeaveGarbage(state);
            Presence.Announce(state).Dispose();
        }

        Should.Throw<SqliteException>(() => Presence.Announce(state));
    }

    [Fact]
    public async Task Whoever_comes_together_to_a_damaged_ledger_is_refused_together()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.File("state"));
        state.Create();
        LeaveGarbage(state);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () => Should.Throw<LedgerException>(() => LedgerFile.Open(state, "host-1", TimeProvider.System)),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        outcomes.ShouldAllBe(refusal => !refusal.TryAgain);
    }

    private static void LeaveGarbage(StateFolder state)
    {
        File.WriteAllText(state.Ledger, new string('x', 8192));
        File.WriteAllText(state.Ledger + "-wal", "left behind");
    }
}
