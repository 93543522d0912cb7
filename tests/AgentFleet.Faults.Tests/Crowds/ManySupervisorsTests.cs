using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Promises;

namespace AgentFleet.Faults.Tests.Crowds;

[Trait("Category", "Slow")]
public sealed class ManySupervisorsTests
{
    private const int Findings = 200;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Each_of_many_findings_is_taken_by_exactly_one_of_several_supervisors(int supervisors)
    {
        await using var fleet = new Fleet(supervisors, new() { RunLength = "0", MaxConcurrent = 4 });
        for (var i = 0; i < supervisors; i++)
            fleet.StartSupervisor();
        await fleet.UntilAsync("all supervisors were there", () =>
            Directory.EnumerateFiles(fleet.State.Locks, "supervisor-*.lock").Count() == supervisors);
        Pile.PlantIn(fleet, Findings);
        await fleet.UntilAsync("every finding was taken and its run ended", () =>
            fleet.Ledger.Number("SELECT count(*) FROM fix_attempts WHERE ended_at IS NOT NULL") >= Findings);
        // The scanner's look comes when all files are gone: its plugin sees the pile as a whole.
        fleet.Watch(Pile.Scanner);
        fleet.StartScanner();

        await fleet.SettleAsync();
        await fleet.ShouldHaveKeptItsPromisesAsync();
        fleet.Journal.Begun.ShouldBe(Findings);
        fleet.Journal.MostAtOnce().ShouldBeLessThanOrEqualTo(4);
        fleet.Ledger.Number("SELECT count(*) FROM fix_attempts").ShouldBe(Findings);
        fleet.Running.Count.ShouldBe(supervisors + 1);
        foreach (var share in fleet.Ledger.Texts("SELECT owner || ' took ' || count(*) FROM fix_attempts GROUP BY owner"))
            TestContext.Current.TestOutputHelper?.WriteLine(share);
    }
}
