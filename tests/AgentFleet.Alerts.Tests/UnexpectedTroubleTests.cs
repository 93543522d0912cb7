using AgentFleet.Testing;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Alerts.Tests;

/// <summary>What nobody foresaw costs a breath, not the service that delivers.</summary>
public sealed class UnexpectedTroubleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bug_is_logged_and_delivery_goes_on_after_a_breath()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("a");
        var asked = 0;
        using var deliverer = new AlertDelivery(
            delivering.Ledger.File,
            new(() => ++asked == 1 ? throw new InvalidOperationException("a bug") : delivering.Options),
            delivering.Channel, delivering.Clock, delivering.Log.For<AlertDelivery>());

        await deliverer.StartAsync(Stop);
        await Eventually.BecomesTrueAsync(() => Errors(delivering) == 1);
        await SentAfterABreathAsync(delivering);

        delivering.Log.Lines.ShouldContain(line => line.StartsWith("Error: Alerts could not be delivered; trying again: a bug", StringComparison.Ordinal));
        await StopAsync(deliverer);
    }

    [Fact]
    public async Task A_ledger_that_trying_again_does_not_heal_is_tried_all_the_same()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("a");
        Alter(delivering, "ALTER TABLE alerts RENAME TO hidden");
        using var deliverer = delivering.Deliverer();

        await deliverer.StartAsync(Stop);
        await Eventually.BecomesTrueAsync(() => Errors(delivering) == 1);
        Alter(delivering, "ALTER TABLE hidden RENAME TO alerts");
        await SentAfterABreathAsync(delivering);

        await StopAsync(deliverer);
    }

    [Fact]
    public async Task Being_stopped_is_no_trouble()
    {
        await using var delivering = await Delivering.StartAsync();
        using var deliverer = delivering.Deliverer();
        await deliverer.StartAsync(Stop);
        await StopAsync(deliverer);

        Errors(delivering).ShouldBe(0);
    }

    private static int Errors(Delivering delivering) =>
        delivering.Log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal));

    private static async Task SentAfterABreathAsync(Delivering delivering)
    {
        delivering.Server.Requests.ShouldBe(0);
        await delivering.Clock.UntilAsync(() => delivering.Rows.Single().State == "sent");
        Errors(delivering).ShouldBe(1);
    }

    private static async Task StopAsync(AlertDelivery deliverer)
    {
        deliverer.ExecuteTask!.IsFaulted.ShouldBeFalse();
        await deliverer.StopAsync(Stop);
    }

    private static void Alter(Delivering delivering, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={delivering.Ledger.State.Ledger};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
