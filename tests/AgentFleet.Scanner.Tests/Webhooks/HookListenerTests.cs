using System.Net;
using AgentFleet.GitHub;
using AgentFleet.Ledger.Asking;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class HookListenerTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    private readonly TestLedger _ledger = new();
    private readonly Heard _log = new();
    private readonly HookListener _listener;
    private readonly ReservedPort _port = new();
    private volatile WebhookOptions? _wanted;
    private int _passes;

    public HookListenerTests() => _listener = new(
        new(() =>
        {
            Interlocked.Increment(ref _passes);
            return _wanted;
        }),
        new(_ledger.Clock), new(_ledger.Clock), _ledger.File, new("/nowhere"), _ledger.Clock, _log.Logs, _log.Logs.CreateLogger<HookListener>());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _listener.StopAsync(CancellationToken.None);
        _listener.Dispose();
        _log.Logs.Dispose();
        _ledger.Dispose();
        _port.Dispose();
    }

    private static WebhookOptions At(IPEndPoint address, string secret = Delivery.Secret) => new(address, new(secret));

    private static Uri Url(IPEndPoint address) => new($"http://{address}");

    private async Task StartAsync(WebhookOptions? wanted)
    {
        _wanted = wanted;
        await _listener.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.BecomesTrueAsync(() => Volatile.Read(ref _passes) == 1);
    }

    // When a pass has begun, the one before is done.
    private async Task TickAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            var passes = Volatile.Read(ref _passes);
            _ledger.Clock.Advance(Tick);
            await Eventually.BecomesTrueAsync(() => Volatile.Read(ref _passes) > passes);
        }
    }

    private IReadOnlyList<IReadOnlyList<object?>> Alerts()
    {
        using var reader = LedgerReader.Open(_ledger.State, "host-1", _ledger.Clock);
        return reader.Ask("SELECT kind, title, body FROM alerts").Rows;
    }

    [Fact]
    public async Task Without_a_section_nothing_listens()
    {
        await StartAsync(null);
        await TickAsync(3);
        _log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_section_opens_it_and_taking_it_away_closes_it()
    {
        await StartAsync(At(_port.Address));
        await TickAsync(1);
        Hook.StatusOf(await Caller.DeliverAsync(Url(_port.Address), new())).ShouldBe(202);

        _wanted = null;
        await TickAsync(2);
        (await _port.IsOpenAsync()).ShouldBeFalse();
        _log.From(LogLevel.Information).Where(line => line.StartsWith("GitHub's", StringComparison.Ordinal)).Select(line => line.Trim()).ShouldBe(
            [$"GitHub's events are taken at /hooks/github on {_port.Address}, for this machine only", $"GitHub's events are no longer taken on {_port.Address}"]);
    }

    [Fact]
    public async Task Another_address_moves_it()
    {
        await StartAsync(At(_port.Address));
        using var other = new ReservedPort();
        _wanted = At(other.Address);
        await TickAsync(2);
        (await _port.IsOpenAsync()).ShouldBeFalse();
        Hook.StatusOf(await Caller.DeliverAsync(Url(other.Address), new())).ShouldBe(202);
    }

    [Fact]
    public async Task Another_secret_counts()
    {
        await StartAsync(At(_port.Address, "another secret of a webhook"));
        await TickAsync(1);
        Hook.StatusOf(await Caller.DeliverAsync(Url(_port.Address), new())).ShouldBe(403);
        _wanted = At(_port.Address);
        await TickAsync(2);
        Hook.StatusOf(await Caller.DeliverAsync(Url(_port.Address), new())).ShouldBe(202);
    }

    [Fact]
    public async Task The_same_section_read_anew_leaves_it_alone()
    {
        await StartAsync(At(_port.Address));
        _wanted = At(_port.Address);
        await TickAsync(3);
        _log.Count("no longer taken").ShouldBe(0);
        _log.Count("events are taken").ShouldBe(1);
    }

    [Fact]
    public async Task An_address_in_use_is_told_once_and_tried_again_every_minute()
    {
        using (_port.Take())
        {
            await StartAsync(At(_port.Address));
            await TickAsync(3);
            _log.Count("cannot be taken").ShouldBe(1);
            await TickAsync(2);
            _log.Count("cannot be taken").ShouldBe(2, "a minute later");
        }
        await TickAsync(4);
        Hook.StatusOf(await Caller.DeliverAsync(Url(_port.Address), new())).ShouldBe(202);

        var alert = Alerts().ShouldHaveSingleItem();
        alert[0].ShouldBe("webhook.closed");
        alert[1].ShouldBe($"GitHub's events cannot come in on {_port.Address}");
        alert[2].ShouldBe("Address already in use. It is tried again every minute; until then GitHub is looked at by schedule alone.");
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_told_and_another_taken_at_once()
    {
        await StartAsync(At(new(IPAddress.Parse("192.0.2.7"), 8477)));
        _wanted = At(_port.Address);
        await TickAsync(2);
        Alerts().ShouldHaveSingleItem()[1].ShouldBe("GitHub's events cannot come in on 192.0.2.7:8477");
        Hook.StatusOf(await Caller.DeliverAsync(Url(_port.Address), new())).ShouldBe(202);
    }

    [Fact]
    public async Task It_closes_with_the_service()
    {
        await StartAsync(At(_port.Address));
        await TickAsync(1);
        (await _port.IsOpenAsync()).ShouldBeTrue();
        await _listener.StopAsync(CancellationToken.None);
        (await _port.IsOpenAsync()).ShouldBeFalse();
    }
}
