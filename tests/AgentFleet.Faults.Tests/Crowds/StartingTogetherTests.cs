using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Crowds;

[Trait("Category", "Slow")]
public sealed class StartingTogetherTests
{
    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task Services_that_start_at_the_same_moment_on_a_new_state_folder_all_live(int round)
    {
        await using var fleet = new Fleet(round, new() { HasLedger = false });
        fleet.Watch("a");
        fleet.Plant("a");
        Service[] services = [fleet.StartScanner(), .. Enumerable.Range(0, 4).Select(_ => fleet.StartSupervisor())];

        await fleet.SettleAsync();
        services.ShouldAllBe(service => service.IsAlive, fleet.Account());
    }

    [Theory]
    [MemberData(nameof(Rounds.All), MemberType = typeof(Rounds))]
    public async Task A_second_scanner_service_is_refused_and_says_why(int round)
    {
        await using var fleet = new Fleet(round, new());
        fleet.Watch("a");
        var first = fleet.StartScanner();
        await fleet.UntilAsync("the first one looked", "SELECT count(*) FROM cycles");

        var second = fleet.Start("scanner");
        (await second.EndAsync()).ShouldBe(2);
        second.Said.ShouldContain($"a scanner service works on {fleet.State.Ledger} already");
        first.IsAlive.ShouldBeTrue();
    }
}
