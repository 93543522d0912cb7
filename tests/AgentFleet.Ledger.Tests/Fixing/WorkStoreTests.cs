using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Fixing;

public sealed class WorkStoreTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void An_open_finding_is_new_until_it_is_ordered()
    {
        var finding = _world.Open("/");
        _world.Write(_world.Seen("/pending", state: FindingState.Pending), ChangeKind.Appeared);
        _world.Work.New().ShouldBe([new NewWork(finding, null, null, null)]);
        _world.Order(finding);
        _world.Work.New().ShouldBeEmpty();
    }

    [Fact]
    public void A_finding_that_came_back_remembers_its_last_episode()
    {
        var first = _world.Open("/");
        var order = _world.Order(first);
        var resolved = _world.Resolve(first);
        var second = _world.Reopen(resolved);
        _world.Work.New().ShouldBe([new NewWork(second, resolved.ResolvedAt, order.AttemptsSince, "disk-space")]);
    }

    [Fact]
    public void A_finding_is_ordered_once()
    {
        var finding = _world.Open("/");
        var first = _world.Order(finding);
        _world.Order(finding, "another").ShouldBe(first);
        _world.Scalar<int>("SELECT count(*) FROM events WHERE kind = 'order.queued'").ShouldBe(1);
    }

    [Fact]
    public void A_step_from_where_the_order_no_longer_is_changes_nothing()
    {
        var order = _world.Order(_world.Open("/"));
        _world.Work.Advance(order, new(OrderState.Escalated, "spent")).ShouldBeTrue();
        _world.Work.Advance(order, new(OrderState.Done, null)).ShouldBeFalse();
        _world.Work.Of(order.FindingId)!.Order.State.ShouldBe(OrderState.Escalated);
    }

    [Fact]
    public void A_persons_retry_starts_afresh()
    {
        var finding = _world.Open("/");
        var order = _world.Order(finding);
        _world.End(_world.Claim(order)!, finding, new(OrderState.Escalated, "spent"));
        _world.Work.CountedAttempts(finding, _world.OrderOf(finding)).ShouldBe(1);

        _world.Work.Advance(_world.OrderOf(finding), new(OrderState.Queued, null) { NextAttemptAt = _world.Now, StartsAfresh = true, Actor = "person:x" }).ShouldBeTrue();
        _world.OrderOf(finding).AttemptsSince.ShouldBe(_world.Now);
        _world.Work.CountedAttempts(finding, _world.OrderOf(finding)).ShouldBe(0);
        _world.Scalar<string>("SELECT actor FROM events ORDER BY id DESC LIMIT 1").ShouldBe("person:x");
    }

    [Fact]
    public void Attempts_count_over_the_episodes_that_belong_together_but_only_those_that_count()
    {
        var first = _world.Open("/");
        var since = _world.Order(first).AttemptsSince;
        _world.End(_world.Claim(_world.OrderOf(first))!, first, _world.BackOff(TimeSpan.Zero), wantsLook: false, counted: false);
        _world.End(_world.Claim(_world.OrderOf(first))!, first, new(OrderState.Done, null), wantsLook: false);
        var second = _world.Reopen(_world.Resolve(first));
        _world.Work.Create(second, "disk-space", since, "supervisor");
        _world.Claim(_world.OrderOf(second)).ShouldNotBeNull();

        _world.Work.CountedAttempts(second, _world.OrderOf(second)).ShouldBe(1);
    }

    [Fact]
    public void Judged_work_carries_its_last_attempt_and_verdict()
    {
        var finding = _world.Open("/");
        var attempt = _world.Claim(_world.Order(finding))!;
        _world.End(attempt, finding, new(OrderState.Verifying, null));
        _world.Work.Judged().ShouldBeEmpty();
        _world.Look([], [new(attempt.Id, finding.Id, Verdict.NotFixed, "still 95 %")]);

        var judged = _world.Work.Judged().ShouldHaveSingleItem();
        (judged.Attempt.Id, judged.Attempt.Outcome, judged.Verdict, judged.VerdictReason).ShouldBe((attempt.Id, Outcome.Succeeded, Verdict.NotFixed, "still 95 %"));
        (judged.Finding.Id, judged.Order.State).ShouldBe((finding.Id, OrderState.Verifying));
    }

    [Fact]
    public void An_alert_goes_with_the_step_that_it_reports()
    {
        var order = _world.Order(_world.Open("/"));
        _world.Work.Advance(order, new(OrderState.Escalated, "spent") { Alert = new(AlertKind.FindingEscalated, "k", "t", "b") });
        _world.Outbox.Claim(TimeSpan.FromSeconds(1))!.FindingId.ShouldBe(order.FindingId);
    }

    public void Dispose() => _world.Dispose();
}
