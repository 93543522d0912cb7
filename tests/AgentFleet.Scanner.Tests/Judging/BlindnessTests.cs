using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class BlindnessTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task A_check_that_stays_blind_becomes_a_finding_that_no_policy_takes_care_of()
    {
        _scanning.Definition = _scanning.Definition with { Policy = "cure" };
        await _scanning.LookAsync(Scanning.Blind("no such file"));
        await _scanning.LookAsync(Scanning.Blind("no such file"));
        _scanning.Finding.State.ShouldBe(FindingState.Pending);
        await _scanning.LookAsync(Scanning.Blind("no such file"));

        var finding = _scanning.Finding;
        (finding.Kind, finding.Subject, finding.Severity, finding.Title, finding.State, finding.Policy)
            .ShouldBe(("unknown", "web", Severity.Warning, "no such file", FindingState.Open, null));
        _scanning.Alerts.ShouldBe(["finding.opened: Warning: no such file"]);
    }

    [Fact]
    public async Task The_looks_that_an_attempt_asks_for_in_quick_succession_do_not_count()
    {
        _scanning.Check.Sees = (_, _) => Task.FromResult(new Look([Scanning.Blind("it starts")]));
        for (var look = 0; look < 5; look++)
            await _scanning.RunAsync(CycleTrigger.Look);
        _scanning.Cycles.Known("web").ShouldBeEmpty();

        for (var look = 0; look < 3; look++)
            await _scanning.LookAsync(Scanning.Blind("it starts"));
        var seen = _scanning.Finding.LastSeenAt;
        _scanning.Clock.Advance(TimeSpan.FromMinutes(1));
        await _scanning.RunAsync(CycleTrigger.Look);
        (_scanning.Finding.State, _scanning.Finding.LastSeenAt > seen).ShouldBe((FindingState.Open, true), "of what is known it is news all the same");
    }

    [Fact]
    public async Task One_complete_look_clears_it_however_many_others_need()
    {
        _scanning.Definition = _scanning.Definition with { ClearAfter = 5 };
        for (var look = 0; look < 3; look++)
            await _scanning.LookAsync(Scanning.Blind("no such file"));
        await _scanning.LookAsync(Scanning.Good());

        _scanning.Finding.State.ShouldBe(FindingState.Resolved);
        _scanning.Alerts.ShouldBe(["finding.opened: Warning: no such file", "finding.cleared: Cleared: no such file"]);
    }

    [Fact]
    public async Task A_blind_part_is_named()
    {
        await _scanning.LookAsync(new SourceLook("/", [Scanning.Good("/")]), new SourceLook("/mnt/nfs", [], "did not answer"));

        (_scanning.Finding.Subject, _scanning.Finding.Fingerprint).ShouldBe(("web//mnt/nfs", "host-1:unknown:web//mnt/nfs"));
        _scanning.Ask("SELECT status FROM cycles").ShouldHaveSingleItem()[0].ShouldBe("partial");
    }

    [Fact]
    public async Task More_looks_to_confirm_hold_for_blindness_too()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 5 };
        for (var look = 0; look < 4; look++)
            await _scanning.LookAsync(Scanning.Blind("no such file"));
        _scanning.Finding.State.ShouldBe(FindingState.Pending);
        await _scanning.LookAsync(Scanning.Blind("no such file"));
        _scanning.Finding.State.ShouldBe(FindingState.Open);
    }

    public void Dispose() => _scanning.Dispose();
}
