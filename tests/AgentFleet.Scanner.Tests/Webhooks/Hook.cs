using System.Net;
using AgentFleet.GitHub;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

/// <summary>The webhook's server on a free loopback port, on a clock that the test moves.</summary>
internal sealed class Hook : IAsyncDisposable
{
    private readonly Hints _hints;
    private readonly HookServer _server;

    private Hook(FakeTimeProvider clock, Hints hints, Heard log, HookServer server) => (Clock, _hints, Log, _server) = (clock, hints, log, server);

    public FakeTimeProvider Clock { get; }

    public Heard Log { get; }

    public Uri Url => _server.Address;

    public static async Task<Hook> StartAsync()
    {
        var (clock, log) = (new FakeTimeProvider(), new Heard());
        var hints = new Hints(clock);
        var endpoint = new HookEndpoint(new WebhookSecret(Delivery.Secret), new SeenDeliveries(clock), hints, clock, log);
        var server = await HookServer.OpenAsync(new(IPAddress.Loopback, 0), endpoint, clock, log.Logs, TestContext.Current.CancellationToken);
        return new(clock, hints, log, server);
    }

    public Task<Caller> ConnectAsync() => Caller.ConnectAsync(Url);

    public Task<string> DeliverAsync(Delivery delivery) => Caller.DeliverAsync(Url, delivery);

    public async Task<int> StatusAsync(Delivery delivery) => StatusOf(await DeliverAsync(delivery));

    /// <summary>0 when there was no answer.</summary>
    public static int StatusOf(string answer) => answer.Length == 0 ? 0 : int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), System.Globalization.CultureInfo.InvariantCulture);

    public async Task LookShouldFollowAsync()
    {
        var next = _hints.NextAsync(TestContext.Current.CancellationToken);
        Clock.Advance(Hints.Together);
        await next.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public async Task NoLookShouldFollowAsync()
    {
        using var stop = new CancellationTokenSource();
        var next = _hints.NextAsync(stop.Token);
        Clock.Advance(Hints.Together);
        (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop.Token))).ShouldNotBe(next, "a look follows");
        await stop.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Log.Logs.Dispose();
    }
}
