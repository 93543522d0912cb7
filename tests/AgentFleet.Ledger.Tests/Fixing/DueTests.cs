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
    public void Among_equally_severe_ones_the_lower_rank_goes_first_and_then_what_was_filed_first()
    {
        var now = _world.Now;
        void Filed(string subject, Severity severity, int rank, int daysAgo) =>
            _world.Order(_world.Write(_world.Seen(subject, severity) with { Rank = rank, FiledAt = now.AddDays(-daysAgo) }, ChangeKind.Opened));
        // As the issues of GitHub are ranked: p0, p1, none, p3, each of a person before one of a machine.
        Filed("p3", Severity.Info, 6, 90);
        Filed("none-bot", Severity.Warning, 5, 90);
        Filed("none-new", Severity.Warning, 4, 1);
        Filed("none-old", Severity.Warning, 4, 2);
        Filed("p1-bot", Severity.Warning, 3, 90);
        Filed("p1", Severity.Warning, 2, 1);
        Filed("p0-bot", Severity.Critical, 1, 90);
        Filed("p0", Severity.Critical, 0, 1);
        _world.Order(_world.Open("/host"));

        Due().ShouldBe("p0 p0-bot /host p1 p1-bot none-old none-new none-bot p3");
    }

    [Fact]
    public void A_finding_that_was_refused_is_neither_ordered_nor_due_until_it_is_admitted()
    {
        var refused = _world.Write(_world.Seen("/a") with { Refused = "a stranger set the label" }, ChangeKind.Opened);
        _world.Work.New().ShouldBeEmpty();
        var ordered = _world.Open("/b");
        var order = _world.Order(ordered);
        _world.Write(ordered with { Refused = "its text was changed" }, ChangeKind.Refused);
        Due().ShouldBe("");
        _world.Claim(order).ShouldBeNull();

        _world.Write(ordered with { Refused = null }, ChangeKind.Admitted);
        _world.Write(refused with { Refused = null }, ChangeKind.Admitted);
        Due().ShouldBe("/b");
        _world.Work.New().ShouldHaveSingleItem().Finding.Id.ShouldBe(refused.Id);
        _world.Claim(order).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("github.issue", false)]
    [InlineData("github.pull_request", false)]
    [InlineData("github.workflow", true)]
    [InlineData("disk", true)]
    public void While_GitHub_cannot_be_asked_what_it_is_asked_about_is_not_due(string kind, bool due)
    {
        var order = _world.Order(_world.Write(_world.Seen("/") with { Kind = kind }, ChangeKind.Opened));
        _world.Holds.Place(new(HoldKind.Limit, NewHold.GitHub, "no answer", "supervisor", _world.Now.AddMinutes(1)));
        Due().ShouldBe(due ? "/" : "");
        (_world.Claim(order) is not null).ShouldBe(due);

        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        _world.Holds.LiftExpired(_world.Now);
        (_world.Claim(order) is not null).ShouldBe(!due);
    }

    [Fact]
    public void Kinds_may_be_left_out()
    {
        _world.Order(_world.Open("/a"));
        _world.Order(_world.Write(_world.Seen("/b") with { Kind = "github.issue" }, ChangeKind.Opened));
        string.Join(' ', _world.Work.Due(["disk-space"], _world.Now, 10, "github.issue").Select(w => w.Finding.Subject)).ShouldBe("/a");
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
