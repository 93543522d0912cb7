using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Tests.Files;

public sealed class DoorbellTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_wakes_a_listener_of_another_process()
    {
        using var world = new World();
        var elsewhere = world.Elsewhere();
        for (var i = 0; i < 5; i++)
        {
            // A listener of its own: one ring may be heard as several changes of the file, and the rest of them later.
            using var listener = elsewhere.Bell.Listen(world.Clock, Bell.Alerts);
            var waiting = listener.WaitAsync(Long, Stop);
            waiting.IsCompleted.ShouldBeFalse();
            world.Outbox.Append(new(AlertKind.FindingOpened, $"{i}", "b", "c"));
            // By its own clock no time passes: it is the ring that wakes it.
            await waiting.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Stop);
        }
    }

    [Fact]
    public async Task A_ring_before_the_wait_is_not_lost_and_many_are_one()
    {
        using var world = new World();
        using var listener = world.Ledger.File.Bell.Listen(world.Clock, Bell.Alerts);
        listener.Wake();
        listener.Wake();
        await listener.WaitAsync(Long, Stop);
        var second = listener.WaitAsync(Long, Stop);
        second.IsCompleted.ShouldBeFalse();
        world.Clock.Advance(Long);
        await second;
    }

    [Fact]
    public async Task Another_bell_wakes_nobody()
    {
        using var world = new World();
        using var listener = world.Elsewhere().Bell.Listen(world.Clock, Bell.Looks);
        var waiting = listener.WaitAsync(Long, Stop);
        world.Outbox.Append(new(AlertKind.FindingOpened, "a", "b", "c"));
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        waiting.IsCompleted.ShouldBeFalse();
        world.Clock.Advance(Long);
        await waiting;
    }

    [Fact]
    public async Task Being_stopped_ends_the_wait_at_once()
    {
        using var world = new World();
        using var listener = world.Ledger.File.Bell.Listen(world.Clock, Bell.Alerts);
        using var stop = new CancellationTokenSource();
        var waiting = listener.WaitAsync(Long, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task A_watch_that_died_with_its_folder_costs_a_slow_tick()
    {
        using var world = new World();
        using var listener = world.Ledger.File.Bell.Listen(world.Clock, Bell.Alerts);
        Directory.Delete(world.Ledger.State.Wake, recursive: true);
        world.Outbox.Append(new(AlertKind.FindingOpened, "a", "b", "c"));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        listener.Wake();
        await listener.WaitAsync(Long, Stop);

        var waiting = listener.WaitAsync(Long, Stop);
        world.Clock.Advance(Long);
        await waiting;
    }

    [Fact]
    public async Task A_machine_that_is_out_of_watches_looks_every_second()
    {
        using var world = new World();
        if (CanWatch(world.Ledger.State.Wake))
            Assert.Skip("this machine has watches; run with: unshare -Ur sh -c 'echo 0 > /proc/sys/user/max_inotify_instances; exec dotnet AgentFleet.Ledger.Tests.dll'");
        using var listener = world.Ledger.File.Bell.Listen(world.Clock, Bell.Alerts);
        var waiting = listener.WaitAsync(Long, Stop);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
    }

    [Fact]
    public void A_change_that_is_heard_while_the_listener_is_closed_is_no_error()
    {
        using var world = new World();
        var listener = world.Ledger.File.Bell.Listen(world.Clock, Bell.Alerts);
        listener.Dispose();
        // As the watcher's thread does when it was on its way.
        Should.NotThrow(listener.Wake);
    }

    [Fact]
    public void A_bell_that_cannot_be_rung_undoes_nothing()
    {
        using var world = new World();
        Directory.Delete(world.Ledger.State.Wake, recursive: true);
        world.Outbox.Append(new(AlertKind.FindingOpened, "a", "b", "c"));
        world.Outbox.NextDue().ShouldNotBeNull();
    }

    private static bool CanWatch(string folder)
    {
        try
        {
            using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
