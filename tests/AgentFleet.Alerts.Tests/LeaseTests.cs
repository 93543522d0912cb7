using AgentFleet.Ledger.Alerting;
using AgentFleet.Ntfy;
using AgentFleet.Testing;

namespace AgentFleet.Alerts.Tests;

public sealed class LeaseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_dead_deliverer_had_claimed_is_sent_by_another_once_the_lease_is_over()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("a");
        new Outbox(delivering.OpenLedger(), "dead").Claim(TimeSpan.FromSeconds(30)).ShouldNotBeNull();
        var alive = delivering.Deliverer();

        (await alive.DeliverDueAsync(Stop)).ShouldBe(TimeSpan.FromSeconds(30));
        delivering.Clock.Advance(TimeSpan.FromSeconds(29.999));
        (await alive.DeliverDueAsync(Stop)).ShouldBe(TimeSpan.FromMilliseconds(1));
        delivering.Server.Requests.ShouldBe(0);

        delivering.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await alive.DeliverDueAsync(Stop);
        delivering.Rows.ShouldBe([new("a", "sent", 2, null)]);
    }

    [Fact]
    public async Task One_that_is_stopped_in_the_middle_leaves_the_alert_to_the_next()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Server.FailNext(NtfyFault.Hang);
        delivering.Append("a");
        using var stop = new CancellationTokenSource();
        var stopped = delivering.Deliverer().DeliverDueAsync(stop.Token);
        await Eventually.BecomesTrueAsync(() => delivering.Server.Requests == 1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(stopped);
        delivering.Rows.ShouldBe([new("a", "pending", 1, null)]);

        delivering.Clock.Advance(TimeSpan.FromSeconds(30));
        await delivering.Deliverer().DeliverDueAsync(Stop);
        delivering.Server.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_wakes_up_after_its_lease_changes_nothing_that_the_next_has_written()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("a");
        var late = new Outbox(delivering.OpenLedger(), "late");
        var claimed = late.Claim(TimeSpan.FromSeconds(30))!;
        delivering.Clock.Advance(TimeSpan.FromSeconds(30));
        await delivering.Deliverer().DeliverDueAsync(Stop);

        late.Failed(claimed, "too late");
        late.Delayed(claimed, "too late", delivering.Clock.GetUtcNow());
        delivering.Rows.ShouldBe([new("a", "sent", 2, null)]);
    }
}
