using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class AbsenceTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task A_finding_that_is_no_longer_seen_is_resolved_by_a_complete_look()
    {
        await _scanning.LookAsync(Scanning.Bad("/var"));
        (await _scanning.LookAsync(Scanning.Good("/"))).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Resolved);

        _scanning.Finding.State.ShouldBe(FindingState.Resolved);
        _scanning.Finding.ResolvedAt.ShouldBe(_scanning.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Nothing_is_resolved_by_an_incomplete_look()
    {
        await _scanning.LookAsync(Scanning.Bad("/var"));
        await _scanning.LookAsync(Scanning.Blind("permission denied", Scanning.Good("/")));
        await _scanning.LookAsync(Scanning.Blind("permission denied", Scanning.Good("/var")));

        var finding = _scanning.Cycles.Known("web").Single(f => f.Kind == "plugin");
        (finding.State, finding.GoodLooks).ShouldBe((FindingState.Open, 0));
        _scanning.Ask("SELECT status FROM cycles ORDER BY started_at").Select(row => row[0]).ShouldBe(["complete", "failed", "failed"]);
    }

    [Fact]
    public async Task One_blind_source_does_not_hold_back_the_others()
    {
        await _scanning.LookAsync(new SourceLook("/", [Scanning.Bad("/")]), new SourceLook("/mnt", [Scanning.Bad("/mnt")]));
        await _scanning.LookAsync(new SourceLook("/", [Scanning.Good("/")]), new SourceLook("/mnt", [], "did not answer"));

        _scanning.Cycles.Known("web").Where(f => f.Kind == "plugin").OrderBy(f => f.Subject, StringComparer.Ordinal).Select(f => f.State)
            .ShouldBe([FindingState.Resolved, FindingState.Open]);
    }

    [Fact]
    public async Task A_source_that_is_gone_is_spoken_for_only_by_an_entirely_complete_look()
    {
        await _scanning.LookAsync(new SourceLook("/", []), new SourceLook("/mnt", [Scanning.Bad("/mnt")]));

        await _scanning.LookAsync(new SourceLook("/", [], "did not answer"));
        _scanning.Cycles.Known("web").Single(f => f.Kind == "plugin").State.ShouldBe(FindingState.Open);
        await _scanning.LookAsync(new SourceLook("/", []));
        _scanning.Cycles.Known("web").Single(f => f.Kind == "plugin").State.ShouldBe(FindingState.Resolved);
    }

    [Fact]
    public async Task An_open_finding_is_resolved_after_as_many_good_looks_in_a_row_as_the_definition_says()
    {
        _scanning.Definition = _scanning.Definition with { ClearAfter = 2 };
        await _scanning.LookAsync(Scanning.Bad());

        (await _scanning.LookAsync(Scanning.Good())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.SeenGood);
        await _scanning.LookAsync(Scanning.Bad());
        (_scanning.Finding.State, _scanning.Finding.GoodLooks, _scanning.Finding.BadLooks).ShouldBe((FindingState.Open, 0, 1));
        await _scanning.LookAsync(Scanning.Good());
        (await _scanning.LookAsync(Scanning.Good())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Resolved);
    }

    [Fact]
    public async Task A_finding_of_a_kind_that_the_scanner_no_longer_has_goes_with_the_next_complete_look()
    {
        await _scanning.LookAsync(Scanning.Bad());
        _scanning.Definition = _scanning.Definition with { Kind = "folder-size" };

        await _scanning.LookAsync(Scanning.Bad());

        _scanning.Cycles.Known("web").OrderBy(f => f.Kind, StringComparer.Ordinal).Select(f => (f.Kind, f.State))
            .ShouldBe([("folder-size", FindingState.Open), ("plugin", FindingState.Resolved)]);
    }

    [Fact]
    public async Task A_look_at_nothing_is_no_look()
    {
        await _scanning.LookAsync(Scanning.Bad());
        var report = await _scanning.LookAsync(Array.Empty<SourceLook>());

        report.Status.ShouldBe(CycleStatus.Failed);
        report.Look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBe("the check looked at nothing");
        _scanning.Cycles.Known("web").Single(f => f.Kind == "plugin").State.ShouldBe(FindingState.Open);
    }

    public void Dispose() => _scanning.Dispose();
}
