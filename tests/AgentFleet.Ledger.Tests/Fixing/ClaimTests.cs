using AgentFleet.Ledger.Audit;
using AgentFleet.Ledger.Fixing;

namespace AgentFleet.Ledger.Tests.Fixing;

public sealed class ClaimTests : IDisposable
{
    private readonly World _world = new();

    [Fact]
    public async Task Two_supervisors_that_race_for_200_orders_take_each_once()
    {
        var orders = _world.OpenMany(200).Select(finding => _world.Order(finding)).ToList();
        using var start = new Barrier(2);
        var taken = await Task.WhenAll(new[] { "one", "other" }.Select(owner =>
        {
            var store = new AttemptStore(_world.Elsewhere());
            return Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return orders.Select(order => _world.Claim(order, most: 1000, owner, store)).OfType<Attempt>().ToList();
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }));

        taken.SelectMany(t => t).Select(a => a.FindingId).ShouldBe(orders.Select(o => o.FindingId), ignoreOrder: true);
        _world.Attempts.Live().Count.ShouldBe(200);
        _world.Work.In(OrderState.Fixing).Count.ShouldBe(200);
        _world.Reader().VerifyEvents().ShouldBeOfType<ChainVerdict.Whole>();
    }

    [Fact]
    public void A_claim_writes_attempt_session_and_order_at_once()
    {
        var order = _world.Order(_world.Open("/"));
        var wanted = _world.Wanted(order);
        var attempt = _world.Attempts.Claim(wanted, 1)!;

        attempt.ShouldBe(new Attempt(wanted.Id, order.FindingId, 1, "disk-space", "hash", ExecutorKind.Claude, wanted.SessionId, "one", 1, _world.Now));
        _world.Attempts.Live().ShouldHaveSingleItem().ShouldBe(attempt with { Counted = true });
        _world.Work.Of(order.FindingId)!.Order.State.ShouldBe(OrderState.Fixing);
        _world.Scalar<string>("SELECT run_folder FROM agent_sessions WHERE attempt_id = @id", new { id = attempt.Id.ToString() }).ShouldBe("runs/x");
    }

    [Fact]
    public void An_order_under_an_attempt_cannot_be_claimed()
    {
        var order = _world.Order(_world.Open("/"));
        _world.Claim(order).ShouldNotBeNull();
        _world.Claim(order).ShouldBeNull();
    }

    [Fact]
    public void No_more_are_live_than_allowed()
    {
        var (a, b) = (_world.Order(_world.Open("/a")), _world.Order(_world.Open("/b")));
        _world.Claim(a, most: 1).ShouldNotBeNull();
        _world.Claim(b, most: 1).ShouldBeNull();
        _world.Claim(b, most: 2).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("disk-space")]
    public void A_pause_holds_back_what_it_names(string target)
    {
        var order = _world.Order(_world.Open("/"));
        _world.Holds.Place(new(HoldKind.Pause, target, "deploy", "person:x", null));
        _world.Claim(order).ShouldBeNull();
        _world.Holds.Lift(HoldKind.Pause, target, "person:x");
        _world.Claim(order).ShouldNotBeNull();
    }

    [Fact]
    public void A_pause_of_another_policy_holds_back_nothing()
    {
        var order = _world.Order(_world.Open("/"));
        _world.Holds.Place(new(HoldKind.Pause, "restart-web", "deploy", "person:x", null));
        _world.Claim(order).ShouldNotBeNull();
    }

    [Fact]
    public void A_finding_that_went_away_between_looking_and_claiming_is_not_claimed()
    {
        var finding = _world.Open("/");
        var order = _world.Order(finding);
        _world.Resolve(finding);
        _world.Claim(order).ShouldBeNull();
    }

    [Fact]
    public void A_finding_that_was_muted_between_looking_and_claiming_is_not_claimed()
    {
        var finding = _world.Open("/");
        var order = _world.Order(finding);
        _world.Holds.Place(new(HoldKind.Mute, finding.Fingerprint, "known", "person:x", null));
        _world.Claim(order).ShouldBeNull();
    }

    [Fact]
    public void An_order_that_went_to_another_policy_is_not_claimed_for_the_old_one()
    {
        var order = _world.Order(_world.Open("/"));
        _world.Work.Advance(order, new(OrderState.Queued, "fallback") { Policy = "disk-space-claude", NextAttemptAt = _world.Now }).ShouldBeTrue();
        _world.Claim(order).ShouldBeNull();
    }

    [Fact]
    public void An_order_seen_in_an_older_state_is_not_claimed_by_halves()
    {
        var finding = _world.Open("/");
        var queued = _world.Order(finding);
        // Meanwhile another supervisor tried, in vain, and the order is due again.
        _world.End(_world.Claim(queued)!, finding, _world.BackOff(TimeSpan.Zero));
        _world.SeeAgain(finding);

        var claimed = _world.Claim(queued);
        var state = _world.OrderOf(finding).State;
        state.ShouldBe(claimed is null ? OrderState.BackingOff : OrderState.Fixing);
    }

    [Fact]
    public void Attempts_are_numbered_within_their_episode()
    {
        var finding = _world.Open("/");
        _world.End(_world.Claim(_world.Order(finding))!, finding, _world.BackOff(TimeSpan.Zero));
        _world.SeeAgain(finding);
        _world.Claim(_world.OrderOf(finding))!.Number.ShouldBe(2);
        _world.Attempts.Of(finding.Id).Select(a => a.Number).ShouldBe([2, 1]);
    }

    public void Dispose() => _world.Dispose();
}
