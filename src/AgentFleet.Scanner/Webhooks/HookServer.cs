using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// The web server that takes deliveries, and nothing else of ASP.NET. Whatever is sent to it, it holds a few connections and
/// a little memory.
/// </summary>
internal sealed class HookServer : IAsyncDisposable
{
    /// <summary>GitHub's own limit for a delivery.</summary>
    public const long MostBody = 25 * 1024 * 1024;

    public const int MostConnections = 16;

    private const int MostBuffered = 64 * 1024;

    // With the time for a body (HookEndpoint), ten seconds for a request.
    private static readonly TimeSpan HeadTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly TimeProvider _clock;

    private HookServer(KestrelServer server, TimeProvider clock) => (_server, _clock) = (server, clock);

    /// <summary>Where it really listens.</summary>
    public Uri Address => new(_server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <exception cref="IOException">The address is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">It is refused.</exception>
    public static async Task<HookServer> OpenAsync(IPEndPoint listen, HookEndpoint endpoint, TimeProvider clock, ILoggerFactory logs, CancellationToken ct)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(listen, on => on.Protocols = HttpProtocols.Http1);
        Bound(options.Limits);
        var sockets = new SocketTransportOptions { MaxReadBufferSize = MostBuffered, MaxWriteBufferSize = MostBuffered };
        var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(sockets), logs), logs);
        try
        {
            await server.StartAsync(new Application(endpoint), ct);
            return new(server, clock);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var enough = new CancellationTokenSource(Farewell, _clock);
        await _server.StopAsync(enough.Token);
        _server.Dispose();
    }

    private static void Bound(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestBodySize = MostBody;
        limits.MaxRequestBufferSize = MostBuffered;
        limits.RequestHeadersTimeout = HeadTime;
        limits.KeepAliveTimeout = IdleTime;
        // The time for the whole body is bounded; a pace beside it would be a second rule.
        limits.MinRequestBodyDataRate = null;
    }

    private sealed class Application(HookEndpoint endpoint) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => endpoint.AnswerAsync(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
            // It holds nothing.
        }
    }
}
