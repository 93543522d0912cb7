using System.Text;
using AgentFleet.Faults.Tests.Fleets;

namespace AgentFleet.Faults.Tests.Machines;

[Trait("Category", "Slow")]
public sealed class DamageTests
{
    [Theory]
    [InlineData("scanner")]
    [InlineData("supervisor")]
    public async Task A_service_that_finds_garbage_for_a_ledger_says_so_and_leaves_it_untouched(string verb)
    {
        await using var fleet = new Fleet(1, new() { HasLedger = false });
        fleet.State.Create();
        var garbage = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("this is not a ledger. ", 1000)));
        await File.WriteAllBytesAsync(fleet.State.Ledger, garbage, TestContext.Current.CancellationToken);

        var service = fleet.Start(verb);
        (await service.EndAsync()).ShouldBe(1, service.Said);
        service.Said.ShouldContain(fleet.State.Ledger);
        service.Said.ShouldContain("it was left untouched");
        (await File.ReadAllBytesAsync(fleet.State.Ledger, TestContext.Current.CancellationToken)).ShouldBe(garbage);
    }
}
