using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class ConfirmationTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task A_finding_opens_after_as_many_bad_looks_in_a_row_as_the_definition_says()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 3 };

        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Appeared);
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.SeenAgain);
        _scanning.Finding.State.ShouldBe(FindingState.Pending);
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Opened);

        var finding = _scanning.Finding;
        (finding.State, finding.Episode, finding.BadLooks, finding.OpenedAt).ShouldBe((FindingState.Open, 1, 3, finding.LastSeenAt));
        (finding.LastSeenAt - finding.FirstSeenAt).ShouldBe(TimeSpan.FromMinutes(2));
        (finding.Fingerprint, finding.Kind, finding.Subject).ShouldBe(("host-1:plugin:web", "plugin", "web"));
    }

    [Fact]
    public async Task What_no_later_look_can_find_again_is_believed_at_once()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 3 };
        (await _scanning.LookAsync(Scanning.Bad() with { IsOver = true })).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Opened);
    }

    [Fact]
    public async Task A_good_look_in_between_begins_the_count_anew_in_the_same_episode()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2 };
        await _scanning.LookAsync(Scanning.Bad());
        var first = _scanning.Finding;

        (await _scanning.LookAsync(Scanning.Good())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Withdrawn);
        (_scanning.Finding.State, _scanning.Finding.OpenedAt).ShouldBe((FindingState.Resolved, null));
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Appeared);

        var again = _scanning.Finding;
        (again.Id, again.Episode, again.State, again.BadLooks, again.ResolvedAt).ShouldBe((first.Id, 1, FindingState.Pending, 1, null));
        again.FirstSeenAt.ShouldBe(again.LastSeenAt);
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Opened);
        _scanning.Alerts.ShouldBe(["finding.opened: Warning: it is bad"]);
    }

    [Fact]
    public async Task An_incomplete_look_neither_confirms_nor_withdraws()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2 };
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Blind("no answer"));

        var finding = _scanning.Cycles.Known("web").Single(f => f.Kind == "plugin");
        (finding.State, finding.BadLooks, finding.GoodLooks).ShouldBe((FindingState.Pending, 1, 0));
    }

    [Fact]
    public async Task What_an_incomplete_look_did_see_as_bad_counts()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2 };
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Blind("cut short", Scanning.Bad()));

        _scanning.Cycles.Known("web").Single(f => f.Kind == "plugin").State.ShouldBe(FindingState.Open);
    }

    [Fact]
    public async Task Each_thing_is_a_finding_of_its_own()
    {
        await _scanning.LookAsync(Scanning.Bad("/"), Scanning.Bad("/var"), Scanning.Good("/home"));

        _scanning.Cycles.Known("web").Select(f => f.Subject).ShouldBe(["web//", "web//var"], ignoreOrder: true);
        await _scanning.LookAsync(Scanning.Bad("/"), Scanning.Good("/var"), Scanning.Good("/home"));
        _scanning.Cycles.Known("web").Single(f => f.State == FindingState.Open).Subject.ShouldBe("web//");
    }

    public void Dispose() => _scanning.Dispose();
}
