namespace AgentFleet.Alerts.Tests;

public sealed class BurstTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_alerts_at_once_all_arrive_although_the_server_takes_sixty_and_then_one_every_five_seconds()
    {
        await using var delivering = await Delivering.StartAsync();
        var deliverer = delivering.Deliverer();
        for (var i = 0; i < 100; i++)
            delivering.Append($"alert {i}");

        var start = delivering.Clock.GetUtcNow();
        while (delivering.Rows.Any(row => row.State == "pending"))
        {
            delivering.Clock.Advance(await deliverer.DeliverDueAsync(Stop));
            (delivering.Clock.GetUtcNow() - start).ShouldBeLessThan(TimeSpan.FromMinutes(30));
        }

        delivering.Server.Messages.Select(m => m.Title).ShouldBe(Enumerable.Range(0, 100).Select(i => $"Title of alert {i}"), ignoreOrder: true);
        delivering.Rows.ShouldAllBe(row => row.State == "sent");
        delivering.Server.Requests.ShouldBeLessThan(300);
    }

    [Fact]
    public async Task A_server_that_names_a_time_is_left_alone_until_then()
    {
        await using var delivering = await Delivering.StartAsync(new() { Burst = 1, Refill = TimeSpan.FromMinutes(2), RetryAfter = "120" });
        var deliverer = delivering.Deliverer();
        foreach (var key in new[] { "a", "b", "c" })
            delivering.Append(key);

        await deliverer.DeliverDueAsync(Stop);
        delivering.Server.Requests.ShouldBe(2);
        delivering.Clock.Advance(TimeSpan.FromSeconds(119));
        (await deliverer.DeliverDueAsync(Stop)).ShouldBe(TimeSpan.FromSeconds(1));
        delivering.Server.Requests.ShouldBe(2);
        delivering.Clock.Advance(TimeSpan.FromSeconds(1));
        await deliverer.DeliverDueAsync(Stop);
        delivering.Server.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_deliverers_on_one_ledger_send_each_alert_once()
    {
        await using var delivering = await Delivering.StartAsync(new() { Burst = 1000 });
        for (var i = 0; i < 100; i++)
            delivering.Append($"alert {i}");
        var one = delivering.Deliverer(delivering.OpenLedger());
        var other = delivering.Deliverer(delivering.OpenLedger());

        await Task.WhenAll(Task.Run(() => one.DeliverDueAsync(Stop), Stop), Task.Run(() => other.DeliverDueAsync(Stop), Stop));

        delivering.Server.Messages.Select(m => m.Title).ShouldBe(Enumerable.Range(0, 100).Select(i => $"Title of alert {i}"), ignoreOrder: true);
        delivering.Rows.ShouldAllBe(row => row.State == "sent" && row.Tries == 1);
    }
}
