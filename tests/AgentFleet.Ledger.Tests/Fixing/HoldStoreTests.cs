using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Fixing;

public sealed class HoldStoreTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void A_hold_is_in_force_until_it_is_lifted_and_stays_on_record()
    {
        Place("a", null);
        var hold = _world.Holds.InForce().ShouldHaveSingleItem();
        (hold.Kind, hold.Target, hold.Reason, hold.Actor, hold.From, hold.Until).ShouldBe((HoldKind.Pause, "a", "deploy", "person:x", _world.Now, null));

        _world.Holds.Lift(HoldKind.Mute, "a", "person:y").ShouldBeFalse();
        _world.Holds.Lift(HoldKind.Pause, "a", "person:y").ShouldBeTrue();
        _world.Holds.Lift(HoldKind.Pause, "a", "person:y").ShouldBeFalse();
        _world.Holds.InForce().ShouldBeEmpty();
        _world.Scalar<int>("SELECT count(*) FROM holds").ShouldBe(1);
        _world.Scalar<string>("SELECT group_concat(kind || ' ' || actor) FROM (SELECT * FROM events ORDER BY id)")
            .ShouldBe("hold.placed person:x,hold.lifted person:y");
    }

    [Fact]
    public void A_second_hold_on_the_same_replaces_the_first()
    {
        Place("a", null);
        _world.Tick();
        Place("a", TimeSpan.FromHours(1));
        _world.Holds.InForce().ShouldHaveSingleItem().Until.ShouldBe(_world.Now.AddHours(1));
        _world.Scalar<int>("SELECT count(*) FROM holds").ShouldBe(2);
    }

    [Fact]
    public void What_has_run_out_is_lifted_and_nothing_else()
    {
        Place("for good", null);
        Place("long", TimeSpan.FromHours(2));
        Place("short", TimeSpan.FromHours(1));
        _world.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        _world.Holds.LiftExpired(_world.Now);
        _world.Holds.InForce().Count.ShouldBe(3);
        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        _world.Holds.LiftExpired(_world.Now);
        _world.Holds.InForce().Select(h => h.Target).ShouldBe(["for good", "long"], ignoreOrder: true);
    }

    [Fact]
    public void The_end_of_a_mute_tells_nothing_that_is_kept_quiet_besides()
    {
        var finding = _world.Seen("/") with { Quiet = "maintenance" };
        _world.Holds.Place(new(HoldKind.Mute, finding.Fingerprint, "known", "person:x", _world.Now.AddHours(1)));
        _world.Write(finding, ChangeKind.Opened, new(AlertKind.FindingOpened, "a", "title", "body"));
        _world.Clock.Advance(TimeSpan.FromHours(1));
        _world.Holds.LiftExpired(_world.Now, "scanner");
        _world.Scalar<string>("SELECT state FROM alerts").ShouldBe("suppressed");
    }

    [Fact]
    public void A_hold_that_was_prolonged_meanwhile_is_not_lifted_with_the_old_one()
    {
        Place("a", TimeSpan.FromHours(1));
        _world.Clock.Advance(TimeSpan.FromHours(1));
        Place("a", TimeSpan.FromHours(1));
        _world.Holds.LiftExpired(_world.Now);
        _world.Holds.InForce().ShouldHaveSingleItem();
    }

    public void Dispose() => _world.Dispose();

    private void Place(string target, TimeSpan? time) => _world.Holds.Place(new(HoldKind.Pause, target, "deploy", "person:x", _world.Now + time));
}
