using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests.Fixing;

public sealed class DueTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public void The_worst_goes_first_and_then_the_oldest()
    {
        foreach (var (subject, severity) in new[] { ("/a", Severity.Info), ("/b", Severity.Warning), ("/c", Severity.Critical), ("/d", Severity.Warning), ("/e", Severity.Critical) })
            _world.Order(_world.Open(subject, severity));
        Due().ShouldBe("/c /e /b /d /a");
        Due(limit: 2).ShouldBe("/c /e");
    }

    [Fact]
    public void Only_orders_of_policies_that_are_there_are_due()
    {
        _world.Order(_world.Open("/a"));
        _world.Order(_world.Open("/b"), "restart-web");
        Due(policies: ["restart-web"]).ShouldBe("/b");
        Due(policies: ["disk-space", "restart-web"]).ShouldBe("/a /b");
        Due(policies: []).ShouldBe("");
    }

    [Fact]
    public void A_muted_finding_is_not_due()
    {
        var finding = _world.Open("/");
        _world.Order(finding);
        _world.Holds.Place(new(HoldKind.Mute, finding.Fingerprint, "known", "person:x", null));
        Due().ShouldBe("");
        _world.Holds.Lift(HoldKind.Mute, finding.Fingerprint, "person:x");
        Due().ShouldBe("/");
    }

    [Fact]
    public void A_finding_that_is_gone_is_not_due_but_outlived()
    {
        var finding = _world.Open("/");
        _world.Order(finding);
        _world.Resolve(finding);
        Due().ShouldBe("");
        _world.Work.Outlived().ShouldHaveSingleItem().Finding.Id.ShouldBe(finding.Id);
    }

    [Fact]
    public void A_finding_is_not_due_until_it_was_seen_again_after_an_attempt_that_may_have_cured_it()
    {
        var finding = _world.Open("/");
        _world.End(_world.Claim(_world.Order(finding))!, finding, _world.BackOff(TimeSpan.Zero));
        Due().ShouldBe("");
        _world.SeeAgain(finding);
        Due().ShouldBe("/");
    }

    [Fact]
    public void After_an_attempt_that_changed_nothing_no_look_is_waited_for()
    {
        var finding = _world.Open("/");
        _world.End(_world.Claim(_world.Order(finding))!, finding, _world.BackOff(TimeSpan.Zero), wantsLook: false);
        Due().ShouldBe("/");
    }

    [Fact]
    public void An_order_waits_for_its_time()
    {
        var finding = _world.Open("/");
        var wait = _world.BackOff(TimeSpan.FromMinutes(5));
        _world.End(_world.Claim(_world.Order(finding))!, finding, wait, wantsLook: false);
        Due().ShouldBe("");
        _world.Work.NextDue().ShouldBe(wait.NextAttemptAt);
        _world.Clock.Advance(wait.NextAttemptAt!.Value - _world.Now - TimeSpan.FromMilliseconds(1));
        Due().ShouldBe("");
        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Due().ShouldBe("/");
    }

    [Theory]
    [InlineData(OrderState.Verifying)]
    [InlineData(OrderState.AwaitingReview)]
    [InlineData(OrderState.Escalated)]
    [InlineData(OrderState.Refused)]
    [InlineData(OrderState.Done)]
    public void An_order_that_waits_for_somebody_is_not_due(OrderState state)
    {
        var finding = _world.Open("/");
        _world.Work.Advance(_world.Order(finding), new(state, null)).ShouldBeTrue();
        Due().ShouldBe("");
        _world.Work.NextDue().ShouldBeNull();
        _world.Work.In(state).ShouldHaveSingleItem();
    }

    public void Dispose() => _world.Dispose();

    private string Due(string[]? policies = null, int limit = 10) =>
        string.Join(' ', _world.Work.Due(policies ?? ["disk-space"], _world.Now, limit).Select(w => w.Finding.Subject));
}
