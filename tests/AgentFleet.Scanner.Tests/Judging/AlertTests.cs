using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class AlertTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task A_finding_that_a_policy_takes_care_of_does_not_ring()
    {
        _scanning.Definition = _scanning.Definition with { Policy = "cure" };
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Bad(level: Level.Critical));
        await _scanning.LookAsync(Scanning.Good());

        _scanning.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finding_that_nobody_takes_care_of_rings_when_it_opens_with_all_that_a_person_needs()
    {
        await _scanning.LookAsync(Scanning.Bad("/var", Level.Critical, "/var is 97 % full"));

        var finding = _scanning.Finding;
        _scanning.Ask("SELECT title, body, dedupe_key, finding_id FROM alerts").ShouldHaveSingleItem().ShouldBe(
        [
            "Critical: /var is 97 % full",
            "Host host-1, plugin web//var.\n/var is 97 % full\nSeen since 2026-01-02 03:05:05 UTC. Its scanner names no policy.",
            $"finding.opened:{finding.Id}",
            finding.Id.ToString(),
        ]);
    }

    [Fact]
    public async Task A_finding_that_is_withdrawn_rings_never()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2 };
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Good());

        _scanning.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_strangers_write_is_short_and_plain_on_the_phone()
    {
        await _scanning.LookAsync(Scanning.Bad(title: "a\u0007b\u202e\n" + string.Concat(Enumerable.Repeat("\U0001F4A5x", 2000))));

        var alert = _scanning.Ask("SELECT title, body FROM alerts").ShouldHaveSingleItem();
        ((string)alert[0]!).Length.ShouldBeInRange(100, 120);
        ((string)alert[1]!).Length.ShouldBeInRange(100, 1000);
        ((string)alert[0]!).ShouldStartWith("Warning: a b \U0001F4A5x");
        alert.ShouldAllBe(text => !((string)text!).Any(c => (char.IsControl(c) && c != '\n') || c == '\u202e'));
    }

    public void Dispose() => _scanning.Dispose();
}
