using AgentFleet.Ledger.Alerting;
using AgentFleet.Ntfy;

namespace AgentFleet.Alerts.Tests;

public sealed class AlertDeliveryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_most_urgent_alert_goes_first()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("a", AlertKind.FindingCleared);
        delivering.Append("b", AlertKind.FindingEscalated);
        delivering.Append("c", AlertKind.FindingEscalated);

        (await delivering.Deliverer().DeliverDueAsync(Stop)).ShouldBe(TimeSpan.FromSeconds(30));

        delivering.Server.Messages.Select(m => (m.Title, m.Priority)).ShouldBe([("Title of b", 5), ("Title of c", 5), ("Title of a", 2)]);
        delivering.Rows.ShouldAllBe(row => row.State == "sent" && row.Tries == 1);
    }

    [Fact]
    public async Task A_key_rings_once_and_a_suppressed_alert_never()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("same");
        delivering.Append("same");
        delivering.Append("muted", suppressed: true);
        await delivering.Deliverer().DeliverDueAsync(Stop);
        delivering.Append("same");
        delivering.Clock.Advance(TimeSpan.FromDays(1));
        await delivering.Deliverer().DeliverDueAsync(Stop);

        delivering.Server.Messages.ShouldHaveSingleItem().Title.ShouldBe("Title of same");
        delivering.Rows.ShouldBe([new("muted", "suppressed", 0, null), new("same", "sent", 1, null)]);
    }

    [Fact]
    public async Task Without_a_channel_alerts_wait_untouched_until_there_is_one()
    {
        await using var delivering = await Delivering.StartAsync();
        var (deliverer, options) = (delivering.Deliverer(), delivering.Options);
        delivering.Options = null;
        delivering.Append("a");

        (await deliverer.DeliverDueAsync(Stop)).ShouldBe(TimeSpan.FromSeconds(30));
        delivering.Rows.ShouldBe([new("a", "pending", 0, null)]);

        delivering.Options = options;
        await deliverer.DeliverDueAsync(Stop);
        delivering.Rows.ShouldBe([new("a", "sent", 1, null)]);
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_ever_more_rarely_until_it_takes_the_alert()
    {
        await using var delivering = await Delivering.StartAsync();
        var deliverer = delivering.Deliverer();
        delivering.Server.Fault = NtfyFault.InternalError;
        delivering.Append("a");

        var rest = TimeSpan.FromSeconds(5);
        foreach (var seconds in new[] { 5, 10, 20, 40, 80, 160, 320, 640, 900, 900 })
        {
            await deliverer.DeliverDueAsync(Stop);
            delivering.NextDue!.Value.TotalSeconds.ShouldBe(seconds, seconds * 0.1001);
            // After a failure no alert is tried for 5 s, whatever the tenth of its delay says.
            delivering.Clock.Advance(delivering.NextDue!.Value > rest ? delivering.NextDue!.Value : rest);
        }
        delivering.Rows.ShouldBe([new("a", "pending", 10, "500: internal server error")]);

        delivering.Server.Fault = NtfyFault.None;
        await deliverer.DeliverDueAsync(Stop);
        delivering.Rows.ShouldBe([new("a", "sent", 11, null)]);
        delivering.Server.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_alert_is_failed_and_seen_and_holds_up_no_other()
    {
        const string error = "400: invalid request: request body must be message JSON";
        await using var delivering = await Delivering.StartAsync();
        delivering.Server.FailNext(NtfyFault.BadRequest);
        delivering.Append("a");
        delivering.Append("b");
        await delivering.Deliverer().DeliverDueAsync(Stop);

        delivering.Rows.ShouldBe([new("a", "failed", 1, error), new("b", "sent", 1, null)]);
        delivering.Log.Lines.ShouldContain(line => line.StartsWith("Error: Alert finding.opened", StringComparison.Ordinal) && line.EndsWith(error, StringComparison.Ordinal));
        delivering.Clock.Advance(TimeSpan.FromDays(1));
        await delivering.Deliverer().DeliverDueAsync(Stop);
        delivering.Server.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task An_alert_outlives_a_wrong_token_which_is_not_logged()
    {
        await using var delivering = await Delivering.StartAsync(new() { Token = "tk_right" });
        delivering.Options = delivering.Options! with { Token = "tk_wrong" };
        var deliverer = delivering.Deliverer();
        delivering.Append("a");
        delivering.Append("b");
        await deliverer.DeliverDueAsync(Stop);

        delivering.Rows.ShouldBe([new("a", "pending", 1, "401: unauthorized"), new("b", "pending", 0, null)]);
        delivering.Options = delivering.Options with { Token = "tk_right" };
        await deliverer.DeliverDueAsync(Stop);
        delivering.Rows.Select(row => row.State).ShouldBe(["pending", "sent"], "what was not tried yet need not wait for the end of the old token's trouble");
        delivering.Clock.Advance(TimeSpan.FromMinutes(15));
        await deliverer.DeliverDueAsync(Stop);
        delivering.Rows.ShouldAllBe(row => row.State == "sent");
        delivering.Log.Lines.ShouldNotBeEmpty();
        delivering.Log.Lines.ShouldAllBe(line => !line.Contains("tk_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_that_the_server_never_takes_does_not_hold_up_the_others()
    {
        await using var delivering = await Delivering.StartAsync();
        var deliverer = delivering.Deliverer();
        delivering.Server.FailNext(NtfyFault.InternalError);
        delivering.Append("poison", AlertKind.FindingEscalated);
        delivering.Append("other", AlertKind.FindingFixed);

        var wait = await deliverer.DeliverDueAsync(Stop);
        delivering.Server.Requests.ShouldBe(1);
        wait.ShouldBe(TimeSpan.FromSeconds(5));
        delivering.Server.FailNext(NtfyFault.InternalError);
        delivering.Clock.Advance(wait * 1.2);
        await deliverer.DeliverDueAsync(Stop);
        delivering.Clock.Advance(wait * 1.2);
        await deliverer.DeliverDueAsync(Stop);
        delivering.Rows.Single(row => row.Key == "other").State.ShouldBe("sent");
    }
}
