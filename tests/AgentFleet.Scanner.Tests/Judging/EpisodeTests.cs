using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Judging;

public sealed class EpisodeTests : IDisposable
{
    private readonly Scanning _scanning = new();

    [Fact]
    public async Task A_finding_seen_again_after_it_was_resolved_opens_a_new_episode()
    {
        await _scanning.LookAsync(Scanning.Bad());
        var first = _scanning.Finding;
        await _scanning.LookAsync(Scanning.Good());
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Reopened);

        var second = _scanning.Finding;
        second.Id.ShouldNotBe(first.Id);
        (second.Episode, second.Fingerprint, second.State).ShouldBe((2, first.Fingerprint, FindingState.Open));
        second.FirstSeenAt.ShouldBe(_scanning.Clock.GetUtcNow());
        _scanning.Ask("SELECT opened, reopened, resolved FROM cycles ORDER BY started_at").Select(row => (row[0], row[1], row[2]))
            .ShouldBe([(1L, 0L, 0L), (0L, 0L, 1L), (0L, 1L, 0L)]);
        _scanning.Alerts.ShouldBe(["finding.opened: Warning: it is bad", "finding.cleared: Cleared: it is bad", "finding.opened: Warning: it is bad"]);
    }

    [Fact]
    public async Task A_new_episode_has_to_be_confirmed_like_the_first()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2 };
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Bad());
        await _scanning.LookAsync(Scanning.Good());

        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Appeared);
        (_scanning.Finding.Episode, _scanning.Finding.State).ShouldBe((2, FindingState.Pending));
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.Reopened);
    }

    [Fact]
    public async Task A_second_episode_that_was_withdrawn_is_taken_up_again()
    {
        _scanning.Definition = _scanning.Definition with { ConfirmAfter = 2 };
        foreach (var seen in new[] { Scanning.Bad(), Scanning.Bad(), Scanning.Good(), Scanning.Bad() })
            await _scanning.LookAsync(seen);
        var second = _scanning.Finding;
        await _scanning.LookAsync(Scanning.Good());
        await _scanning.LookAsync(Scanning.Bad());

        (_scanning.Finding.Id, _scanning.Finding.Episode).ShouldBe((second.Id, 2));
    }

    [Fact]
    public async Task A_change_of_severity_is_told_and_written()
    {
        await _scanning.LookAsync(Scanning.Bad());
        (await _scanning.LookAsync(Scanning.Bad(level: Level.Critical, title: "it is worse"))).Changes.ShouldHaveSingleItem().Kind
            .ShouldBe(ChangeKind.SeverityChanged);
        (_scanning.Finding.Severity, _scanning.Finding.Title).ShouldBe((Severity.Critical, "it is worse"));
        (await _scanning.LookAsync(Scanning.Bad(level: Level.Critical))).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.SeenAgain);
        (await _scanning.LookAsync(Scanning.Bad())).Changes.ShouldHaveSingleItem().Kind.ShouldBe(ChangeKind.SeverityChanged);

        _scanning.Alerts.ShouldBe(["finding.opened: Warning: it is bad", "finding.opened: Critical: it is worse"]);
    }

    [Fact]
    public async Task The_worst_of_what_is_seen_of_one_thing_counts()
    {
        await _scanning.LookAsync(Scanning.Bad(), Scanning.Bad(level: Level.Critical, title: "much worse"), Scanning.Good());

        (_scanning.Finding.Severity, _scanning.Finding.Title).ShouldBe((Severity.Critical, "much worse"));
    }

    public void Dispose() => _scanning.Dispose();
}
