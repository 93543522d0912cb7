using AgentFleet.Ledger.Files;

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
                Presence.Announce(world.Ledger.State, out var _).Dispose();
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
                Presence.Announce(world.Ledger.State, out var _).Dispose();
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    [Fact]
    public void A_ledger_that_others_have_open_was_not_left_by_a_dead_process()
    {
        using var world = new World();
        world.Open("/");
        new FileInfo(world.Ledger.State.Ledger + "-wal").Length.ShouldBeGreaterThan(0);
        Presence.Announce(world.Ledger.State, out var wasUnclean).Dispose();
        wasUnclean.ShouldBeFalse();
    }
}
