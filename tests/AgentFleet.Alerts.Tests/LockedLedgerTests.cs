using System.Net;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Testing;
using Microsoft.Data.Sqlite;

namespace AgentFleet.Alerts.Tests;

/// <summary>Somebody else holds the ledger's write lock for longer than anybody waits for it (5 s, really waited).</summary>
[Trait("Category", "Slow")]
public sealed class LockedLedgerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_wait_while_the_ledger_is_locked()
    {
        await using var delivering = await Delivering.StartAsync();
        delivering.Append("a");
        var deliverer = delivering.Deliverer();
        using (Locked(delivering.Ledger.State))
            (await deliverer.DeliverDueAsync(Stop)).ShouldBe(TimeSpan.FromSeconds(5));
        delivering.Server.Requests.ShouldBe(0);
        delivering.Log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning: Alerts wait for the ledger: ");

        await deliverer.DeliverDueAsync(Stop);
        delivering.Rows.ShouldBe([new("a", "sent", 1, null)]);
    }

    [Fact]
    public async Task An_alert_that_was_sent_while_the_ledger_got_locked_is_not_sent_again()
    {
        using var ledger = new TestLedger();
        var log = new RecordedLog();
        using var network = new LockingNetwork(ledger.State);
        using var channel = new NtfyChannel(ledger.Clock, () => network);
        using var deliverer = new AlertDelivery(
            ledger.File, new(() => new(new("http://ntfy.invalid"), "t", null)), channel, ledger.Clock, log.For<AlertDelivery>());
        new Outbox(ledger.File, "x").Append(new(AlertKind.FindingFixed, "a", "Fixed", ""));

        var delivering = Task.Run(() => deliverer.DeliverDueAsync(Stop), Stop);
        await Eventually.BecomesTrueAsync(() => log.Lines.Count == 1);
        network.Release();
        await ledger.Clock.RunAsync(delivering);
        ledger.Clock.Advance(TimeSpan.FromHours(1));
        await deliverer.DeliverDueAsync(Stop);

        network.Requests.ShouldBe(1);
        log.Lines.Last().ShouldStartWith("Information: Sent alert finding.fixed");
    }

    private static SqliteConnection Locked(StateFolder state)
    {
        var connection = new SqliteConnection($"Data Source={state.Ledger};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Takes every message, and the ledger's lock with it.</summary>
    private sealed class LockingNetwork(StateFolder state) : HttpMessageHandler
    {
        private SqliteConnection? _lock;

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            _lock ??= Locked(state);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"id":"m1"}""") });
        }

        public void Release() => _lock?.Dispose();
    }
}
