using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Judging;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class FlappingTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task What_goes_to_and_fro_is_one_finding_instead_of_a_hundred()
    {
        for (var look = 0; look < 40; look++)
            await _scanning.LookAsync(look % 2 == 0 ? Scanning.Bad() : Scanning.Good());

        _scanning.Flapping.State.ShouldBe(FindingState.Open);
        _scanning.Flapping.Title.ShouldBe("web goes to and fro: 19 changes in 20 looks");
        _scanning.Alerts.Count(alert => alert.Contains("to and fro", StringComparison.Ordinal)).ShouldBe(1);
        _scanning.Alerts.Count.ShouldBeLessThan(8, "only what was told before it was known to go to and fro");
        (_scanning.Finding.Episode, _scanning.Finding.State).ShouldBe((3, FindingState.Resolved), "no episode begins meanwhile");
    }

    [Fact]
    public async Task When_it_has_become_calm_it_is_watched_as_before()
    {
        for (var look = 0; look < 20; look++)
            await _scanning.LookAsync(look % 2 == 0 ? Scanning.Bad() : Scanning.Good());
        for (var look = 0; look < 20; look++)
            await _scanning.LookAsync(Scanning.Good());
        _scanning.Flapping.State.ShouldBe(FindingState.Resolved);
        _scanning.Finding.Looks.ShouldBeNull("twenty good looks are nothing to remember");

        var episode = _scanning.Finding.Episode;
        await _scanning.LookAsync(Scanning.Bad());
        (_scanning.Finding.Episode, _scanning.Finding.State).ShouldBe((episode + 1, FindingState.Open));
    }

    [Fact]
    public async Task A_blind_look_is_no_change()
    {
        for (var look = 0; look < 20; look++)
            await _scanning.LookAsync(look % 2 == 0 ? [Scanning.Source(Scanning.Bad())] : [Scanning.Blind("no answer")]);

        _scanning.Cycles.Known("web").ShouldNotContain(finding => finding.Kind == Flapping.Kind);
    }

    [Theory]
    [InlineData("00000000000000000001", 6.3)]
    [InlineData("10101010101010101010", 100)]
    [InlineData("11111111111111111111", 0)]
    [InlineData("00000000000000110101", 30.3)]
    public void A_change_counts_the_more_the_newer_it_is(string looks, double percent) =>
        FlapHistory.Percent(looks).ShouldBe(percent, tolerance: 0.05);

    [Fact]
    public void Twenty_looks_are_remembered() =>
        FlapHistory.Append("10000000000000000001", bad: false).ShouldBe("00000000000000000010");

    public void Dispose() => _scanning.Dispose();
}
