using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Scanning;
using Dapper;

namespace AgentFleet.Ledger.Tests.Files;

[Trait("Category", "Slow")]
public sealed class LockedLedgerTests
{
    [Fact]
    public void A_ledger_that_another_process_holds_says_so_and_can_be_tried_again()
    {
        using var world = new World();
        var other = world.Raw();
        other.Execute("BEGIN EXCLUSIVE");

        var locked = Should.Throw<LedgerException>(() => world.Outbox.Append(new(AlertKind.FindingOpened, "a", "b", "c")));
        locked.TryAgain.ShouldBeTrue();
        locked.Message.ShouldBe(
            $"{world.Ledger.State.Ledger} is locked by another process; try again, or see who holds it with: fuser {world.Ledger.State.Ledger}");

        other.Execute("ROLLBACK");
        world.Outbox.Append(new(AlertKind.FindingOpened, "a", "b", "c"));
        world.Outbox.Claim(TimeSpan.FromSeconds(1)).ShouldNotBeNull();
    }

    [Fact]
    public void Who_reads_does_not_wait_for_who_writes()
    {
        using var world = new World();
        world.Open("/");
        world.Raw().Execute("BEGIN EXCLUSIVE; UPDATE findings SET title = 'half written'");
        world.Scan.Known("disk").ShouldHaveSingleItem().Title.ShouldBe("/ is full");
        world.Reader().Ask("SELECT title FROM findings").Rows[0][0].ShouldBe("/ is full");
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_of_itself()
    {
        using var world = new World();
        var finding = world.Seen("/");
        var cycle = world.Scan.Begin("disk", CycleTrigger.Schedule);
        var events = world.Scalar<int>("SELECT count(*) FROM events");

        Should.Throw<LedgerException>(() => world.Scan.Finish(cycle, new(
            [new("disk", 1, null)], [new(finding, ChangeKind.Opened), new(finding with { Id = Guid.CreateVersion7(world.Now) }, ChangeKind.Opened)], [], 2)))
            .Message.ShouldContain("UNIQUE constraint failed: findings.fingerprint");

        world.Scalar<int>("SELECT count(*) FROM findings").ShouldBe(0);
        world.Scalar<int>("SELECT count(*) FROM events").ShouldBe(events);
        world.Scan.Finish(cycle, new([new("disk", 1, null)], [new(finding, ChangeKind.Opened)], [], 1));
        world.Scan.Known("disk").Count.ShouldBe(1);
    }
}
