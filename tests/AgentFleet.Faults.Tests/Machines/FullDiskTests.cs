using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Machines;

[Trait("Category", "Slow")]
public sealed class FullDiskTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Services_live_through_a_full_disk_and_finish_their_work_when_there_is_room(int round)
    {
        var (mounted, reason) = await SmallDisk.MountAsync();
        Assert.SkipWhen(mounted is null, reason);
        await using var disk = mounted!;
        await using var fleet = new Fleet(round, new() { State = Path.Combine(disk.Root, "state") });
        foreach (var name in new[] { "a", "b", "c" })
            fleet.Watch(name);
        fleet.Plant("a");
        Service[] services = [fleet.StartScanner(), fleet.StartSupervisor()];
        await fleet.SettleAsync();

        fleet.Hold(Held.Runs);
        fleet.Plant("b");
        await fleet.UntilAsync("a run is under way", () => fleet.Journal.Begun == 2);
        disk.Fill();
        fleet.Plant("c");
        fleet.Release(Held.Runs);
        await fleet.UntilAsync("a service met the full disk", () => services.Any(s => s.Said.Contains("the disk", StringComparison.Ordinal)));
        await Patience.ForAsync(TimeSpan.FromSeconds(4));
        services.ShouldAllBe(service => service.IsAlive, fleet.Account());

        disk.Free();
        await fleet.SettleAsync();
        services.ShouldAllBe(service => service.IsAlive, fleet.Account());
        // A run whose exit code could not be written down is lost; its finding is not.
        await fleet.ShouldHaveKeptItsPromisesAsync(strict: false);
    }
}
