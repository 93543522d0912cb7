using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;
using AgentFleet.Ntfy;

namespace AgentFleet.Faults.Tests.Kills;

[Trait("Category", "Slow")]
public sealed class RandomKillTests
{
    private static readonly string[] Files = ["a", "b", "c", "d", "e"];
    private static readonly string[] Folders = ["f", "g"];
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(14);

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Nothing_is_lost_or_done_twice_under_kills_at_random_moments(int round)
    {
        var seed = 7919 * round;
        TestContext.Current.TestOutputHelper?.WriteLine($"round {round}, seed {seed}");
        await using var server = await NtfyServer.StartAsync(new NtfyRules { Burst = 1000 });
        await using var fleet = new Fleet(seed, new() { Ntfy = server.Url, RunLength = "0.4", MaxConcurrent = 2 });
        foreach (var name in Files)
            fleet.Watch(name);
        foreach (var name in Folders)
            fleet.WatchFolder(name);

        await Task.WhenAll(PlantAsync(fleet), KillAsync(fleet));
        await fleet.SettleAsync();
        foreach (var met in fleet.Ledger.Texts("SELECT kind || ': ' || count(*) FROM events GROUP BY kind"))
            TestContext.Current.TestOutputHelper?.WriteLine(met);
        await fleet.ShouldHaveKeptItsPromisesAsync(server);
    }

    private static async Task PlantAsync(Fleet fleet)
    {
        // A generator of its own: two tasks would share one in an order that changes.
        var chance = new Random(fleet.Chance.Next());
        string[] names = [.. Files, .. Folders];
        chance.Shuffle(names);
        foreach (var name in names)
        {
            fleet.Plant(name);
            await Patience.ForAsync(chance.NextDouble() * Length / names.Length);
        }
    }

    private static async Task KillAsync(Fleet fleet)
    {
        var chance = new Random(fleet.Chance.Next());
        var (scanner, supervisor) = (fleet.StartScanner(), fleet.StartSupervisor());
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Length)
        {
            await Patience.ForAsync(TimeSpan.FromMilliseconds(chance.Next(100, 4000)));
            var victims = chance.Next(3);
            if (victims != 0)
                await scanner.KillAsync();
            if (victims != 1)
                await supervisor.KillAsync();
            if (victims != 0)
                scanner = fleet.StartScanner();
            if (victims != 1)
                supervisor = fleet.StartSupervisor();
        }
    }
}
