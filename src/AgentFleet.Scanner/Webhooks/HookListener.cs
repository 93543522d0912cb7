using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentFleet.GitHub;
using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Files;
using AgentFleet.Scanner.Service;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// Keeps the web server in step with the configuration. A scanner without that section never loads one, and an address that
/// cannot be had costs it nothing but the hints.
/// </summary>
internal sealed partial class HookListener(
    WebhookSettings settings, SeenDeliveries seen, Hints hints, LedgerFile ledger, ScannerOptions options, TimeProvider clock, ILoggerFactory logs,
    ILogger<HookListener> logger) : BackgroundService
{
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromMinutes(1);

    private readonly Outbox _outbox = new(ledger, "scanner");
    private (WebhookOptions Options, HookServer Server)? _open;
    private (WebhookOptions Options, long At)? _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(options.Housekeeping, clock);
        try
        {
            do
            {
                await KeepStepAsync(stoppingToken);
            }
            while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task KeepStepAsync(CancellationToken ct)
    {
        try
        {
            var wanted = settings.Current();
            if (_open is { } open && open.Options != wanted)
            {
                await CloseAsync();
                Closed(logger, open.Options.Listen);
            }
            if (wanted is not null && _open is null && MayTry(wanted))
                await OpenAsync(wanted, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Failed(logger, e.Message, e);
        }
    }

    // The tick that is meant may come a little early.
    private bool MayTry(WebhookOptions wanted) =>
        _failed is not { } failed || failed.Options != wanted || clock.GetElapsedTime(failed.At) + (options.Housekeeping / 2) >= BeforeRetry;

    private async Task OpenAsync(WebhookOptions wanted, CancellationToken ct)
    {
        try
        {
            var server = await HookServer.OpenAsync(wanted.Listen, new HookEndpoint(wanted.Secret, seen, hints, clock, logger), clock, logs, ct);
            (_open, _failed) = ((wanted, server), null);
            Opened(logger, HookEndpoint.Path, wanted);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            _failed = (wanted, clock.GetTimestamp());
            Tell(wanted.Listen.ToString(), (e as SocketException ?? e.InnerException ?? e).Message);
        }
    }

    private void Tell(string address, string reason)
    {
        Refused(logger, address, reason);
        var day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        _outbox.Append(new(
            AlertKind.WebhookClosed, $"webhook.closed:{address}:{day}", $"GitHub's events cannot come in on {address}",
            $"{reason}. It is tried again every minute; until then GitHub is looked at by schedule alone."));
    }

    private async Task CloseAsync()
    {
        if (_open is not { } open)
            return;
        _open = null;
        await open.Server.DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "GitHub's events are taken at {Path} on {Address}")]
    private static partial void Opened(ILogger logger, string path, WebhookOptions address);

    [LoggerMessage(Level = LogLevel.Information, Message = "GitHub's events are no longer taken on {Address}")]
    private static partial void Closed(ILogger logger, IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Error, Message = "GitHub's events cannot be taken on {Address}; trying again every minute: {Reason}")]
    private static partial void Refused(ILogger logger, string address, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook could not be brought in step with the configuration; trying again: {Reason}")]
    private static partial void Failed(ILogger logger, string reason, Exception e);
}
