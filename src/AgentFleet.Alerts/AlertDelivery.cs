using AgentFleet.Ledger;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Alerts;

/// <summary>
/// Delivers the outbox: claims an alert by lease, sends it, writes down how it went. Any number of these may run on one
/// ledger. One that dies in the middle leaves its lease to run out, and whoever is alive sends the alert again.
/// </summary>
public sealed partial class AlertDelivery(
    LedgerFile ledger, AlertSettings settings, NtfyChannel channel, TimeProvider clock, ILogger<AlertDelivery> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    // Long enough for ntfy to let the next message through: it refills one every 5 s.
    private static readonly TimeSpan Breather = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SettleAgain = TimeSpan.FromSeconds(1);

    private readonly Outbox _outbox = new(ledger, $"alerts-{Guid.CreateVersion7(clock.GetUtcNow())}");
    private DateTimeOffset _notBefore;
    private NtfyOptions? _troubled;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var bell = ledger.Bell.Listen(clock, Bell.Alerts);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(await DeliverDueAsync(stoppingToken), stoppingToken);
            }
            // Whatever goes wrong with alerts must not take the service with it.
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Log.Failed(log, e.Message, e);
                await Task.Delay(Breather, clock, stoppingToken);
            }
        }
    }

    /// <summary>Sends what is due, and returns how long there is nothing to do unless the bell rings.</summary>
    internal async Task<TimeSpan> DeliverDueAsync(CancellationToken stopping)
    {
        try
        {
            while (settings.Ntfy() is { } ntfy && MayUse(ntfy) && _outbox.Claim(Lease) is { } alert)
                await DeliverAsync(alert, ntfy, stopping);
            return settings.Ntfy() is null ? Tick : UntilNext();
        }
        catch (LedgerException e) when (e.TryAgain)
        {
            Log.LedgerUnavailable(log, e.Message);
            return Breather;
        }
    }

    // A channel that a person has just set right need not wait for the end of the old one's trouble.
    private bool MayUse(NtfyOptions ntfy) => clock.GetUtcNow() >= _notBefore || ntfy != _troubled;

    private async Task DeliverAsync(WaitingAlert alert, NtfyOptions ntfy, CancellationToken stopping)
    {
        switch (await channel.SendAsync(ntfy, NtfyMessage.From(alert), stopping))
        {
            case SendResult.Sent:
                await SettleAsync(() => _outbox.Sent(alert), stopping);
                Log.Sent(log, alert.Kind, alert.Id, alert.Tries);
                break;
            case SendResult.TryLater(var error, var after):
                var delay = RetryDelay.Of(alert.Tries, after, Random.Shared.NextDouble());
                // The others would meet the same trouble now. They go on after a breath even if this one waits for longer:
                // the trouble may be this one's own.
                _troubled = ntfy;
                _notBefore = clock.GetUtcNow() + (after > Breather ? after.Value : Breather);
                await SettleAsync(() => _outbox.Delayed(alert, error, clock.GetUtcNow() + delay), stopping);
                Log.Delayed(log, alert.Kind, alert.Id, alert.Tries, delay, error);
                break;
            case SendResult.Refused(var error):
                await SettleAsync(() => _outbox.Failed(alert, error), stopping);
                Log.Refused(log, alert.Kind, alert.Id, error);
                break;
        }
    }

    /// <summary>An alert that was sent must not be sent again only because the ledger was locked for a moment.</summary>
    private async Task SettleAsync(Action settle, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                settle();
                return;
            }
            catch (LedgerException e) when (e.TryAgain)
            {
                Log.LedgerUnavailable(log, e.Message);
                await Task.Delay(SettleAgain, clock, stopping);
            }
        }
    }

    private TimeSpan UntilNext()
    {
        var now = clock.GetUtcNow();
        if (_outbox.NextDue() is not { } due)
            return Tick;
        var wait = (due > _notBefore ? due : _notBefore) - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Tick ? wait : Tick;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Sent alert {Kind} {Alert} (try {Tries})")]
        public static partial void Sent(ILogger log, string kind, Guid alert, int tries);

        [LoggerMessage(2, LogLevel.Warning, "Alert {Kind} {Alert} could not be sent (try {Tries}); it waits {Delay}: {Error}")]
        public static partial void Delayed(ILogger log, string kind, Guid alert, int tries, TimeSpan delay, string error);

        [LoggerMessage(3, LogLevel.Error, "Alert {Kind} {Alert} was refused for good: {Error}")]
        public static partial void Refused(ILogger log, string kind, Guid alert, string error);

        [LoggerMessage(4, LogLevel.Warning, "Alerts wait for the ledger: {Error}")]
        public static partial void LedgerUnavailable(ILogger log, string error);

        [LoggerMessage(5, LogLevel.Error, "Alerts could not be delivered; trying again: {Error}")]
        public static partial void Failed(ILogger log, string error, Exception e);
    }
}
