using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Scanning;

public sealed class CycleStoreTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void A_cycle_writes_what_it_counted()
    {
        var cycle = _world.Scan.Begin("disk", CycleTrigger.Person);
        _world.Tick();
        var (a, b) = (_world.Seen("/a"), _world.Seen("/b", state: FindingState.Pending));
        _world.Scan.Finish(cycle, new([new("disk", 2, null), new("inodes", 0, "timed out")], [new(a, ChangeKind.Opened), new(b, ChangeKind.Appeared)], [], 7));

        var row = _world.Reader().Ask("SELECT status, trigger, seen, opened, reopened, resolved, error, completed_at > started_at AS later FROM cycles").Rows.ShouldHaveSingleItem();
        row.ShouldBe(["partial", "person", 7L, 1L, 0L, 0L, "inodes: timed out", 1L]);
        _world.Reader().Ask("SELECT source, complete, subjects FROM cycle_sources ORDER BY source").Rows.Select(r => string.Join(' ', r))
            .ShouldBe(["disk 1 2", "inodes 0 0"]);
    }

    [Theory]
    [InlineData(null, null, CycleStatus.Complete)]
    [InlineData(null, "x", CycleStatus.Partial)]
    [InlineData("x", "x", CycleStatus.Failed)]
    public void A_cycle_is_as_complete_as_its_sources(string? one, string? other, CycleStatus status) =>
        new CycleResult([new("a", 0, one), new("b", 0, other)], [], [], 0).Status.ShouldBe(status);

    [Fact]
    public void A_cycle_that_died_is_abandoned_when_the_next_begins()
    {
        var dead = _world.Scan.Begin("disk", CycleTrigger.Schedule);
        _world.Scan.Begin("other", CycleTrigger.Schedule);
        _world.Tick();
        _world.Scan.Begin("disk", CycleTrigger.Schedule);
        _world.Scalar<string>("SELECT status FROM cycles WHERE id = @id", new { id = dead.Id.ToString() }).ShouldBe("abandoned");
        _world.Scalar<int>("SELECT count(*) FROM cycles WHERE status = 'running'").ShouldBe(2);
        _world.Scalar<string>("SELECT subject FROM events WHERE kind = 'cycle.abandoned'").ShouldBe(dead.Id.ToString());
    }

    [Fact]
    public void A_cycle_that_was_given_up_writes_nothing_more()
    {
        var late = _world.Scan.Begin("disk", CycleTrigger.Schedule);
        _world.Scan.Abandon("disk");

        Should.Throw<InvalidOperationException>(() => _world.Scan.Finish(late, new([new("disk", 1, null)], [new(_world.Seen("/a"), ChangeKind.Opened)], [], 1)))
            .Message.ShouldContain("ended already");

        _world.Scalar<int>("SELECT count(*) FROM findings").ShouldBe(0);
        _world.Scalar<int>("SELECT count(*) FROM cycle_sources").ShouldBe(0);
    }

    [Fact]
    public void A_finding_comes_back_as_it_was_written()
    {
        var finding = _world.Seen("/") with { Policy = "disk-space", Title = "ü \0 😀 \" '; DROP TABLE findings; --", Evidence = """{"a":[1,null]}""" };
        _world.Write(finding, ChangeKind.Opened);
        _world.Scan.Known("disk").ShouldBe([finding]);
        _world.Scan.Known("other").ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_last_episode_of_a_finding_is_known()
    {
        var resolved = _world.Resolve(_world.Open("/"));
        _world.Scan.Known("disk").ShouldBe([resolved]);
        var back = _world.Reopen(resolved);
        _world.Scan.Known("disk").ShouldBe([back]);
        back.Episode.ShouldBe(2);
    }

    [Fact]
    public void An_attempt_waits_for_one_look_and_is_judged_once()
    {
        var finding = _world.Open("/");
        var attempt = _world.Claim(_world.Order(finding))!;
        _world.Scan.Awaiting().ShouldBeEmpty();
        var ended = _world.Now;
        _world.End(attempt, finding, new(OrderState.Verifying, null));
        _world.Scan.Awaiting().ShouldBe([new(attempt.Id, finding.Id, "disk", ended)]);
        _world.Scan.Begin("disk", CycleTrigger.Look).Awaiting.ShouldBe([new(attempt.Id, finding.Id, "disk", ended)]);
        _world.Scan.Begin("other", CycleTrigger.Look).Awaiting.ShouldBeEmpty();

        _world.Look([], [new(attempt.Id, finding.Id, Verdict.Fixed, null)]);
        _world.Scan.Awaiting().ShouldBeEmpty();
    }

    [Fact]
    public void A_verdict_that_came_too_late_is_not_in_the_trail_either()
    {
        var finding = _world.Open("/");
        var attempt = _world.Claim(_world.Order(finding))!;
        _world.End(attempt, finding, new(OrderState.Verifying, null));
        _world.Look([], [new(attempt.Id, finding.Id, Verdict.Fixed, null)]);
        _world.Scan.CannotLook(new(attempt.Id, finding.Id, "disk", _world.Now), "its definition was removed");

        _world.Scalar<string>("SELECT verdict FROM verifications").ShouldBe("fixed");
        _world.Scalar<string>("SELECT group_concat(data ->> 'verdict') FROM events WHERE kind = 'attempt.verified'").ShouldBe("fixed");
    }

    [Fact]
    public void A_look_that_can_never_happen_judges_nothing_fixed()
    {
        var finding = _world.Open("/");
        var attempt = _world.Claim(_world.Order(finding))!;
        _world.End(attempt, finding, new(OrderState.Verifying, null));
        _world.Scan.CannotLook(new(attempt.Id, finding.Id, "disk", _world.Now), "its definition was removed");
        var judged = _world.Work.Judged().ShouldHaveSingleItem();
        (judged.Verdict, judged.VerdictReason).ShouldBe((Verdict.Unknown, "its definition was removed"));
    }

    [Fact]
    public void What_happened_to_a_finding_is_in_the_trail_and_what_did_not_is_not()
    {
        var finding = _world.Open("/");
        _world.SeeAgain(finding);
        _world.Write(finding with { GoodLooks = 1 }, ChangeKind.SeenGood);
        _world.Reopen(_world.Resolve(finding));
        _world.Scalar<string>("SELECT group_concat(kind) FROM (SELECT kind FROM events ORDER BY id)")
            .ShouldBe("finding.opened,finding.resolved,finding.reopened");
    }

    public void Dispose() => _world.Dispose();
}
