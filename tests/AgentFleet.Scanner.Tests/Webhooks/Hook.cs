using System.Net;
using AgentFleet.GitHub;
using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

/// <summary>The webhook's server on a free loopback port, on a clock that the test moves.</summary>
internal sealed class Hook : IAsyncDisposable
{
    private const string Version = "HTTP/1.1 ";

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

    /// <summary>0 when there was no answer; to the first words of HTTP/2 a frame of it may come, which is none either.</summary>
    public static int StatusOf(string answer) => answer.StartsWith(Version, StringComparison.Ordinal)
        ? int.Parse(answer.AsSpan(Version.Length, 3), System.Globalization.CultureInfo.InvariantCulture)
        : 0;

    public async Task LookShouldFollowAsync()
    {
        var next = _hints.NextAsync(TestContext.Current.CancellationToken);
        Clock.Advance(HintPace.Together);
        await next.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public async Task NoLookShouldFollowAsync()
    {
        using var stop = new CancellationTokenSource();
        var next = _hints.NextAsync(stop.Token);
        Clock.Advance(HintPace.Together);
        (await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop.Token))).ShouldNotBe(next, "a look follows");
        await stop.CancelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Log.Logs.Dispose();
    }
}
