using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Server;

/// <summary>A server on a free loopback port that answers as the test says, and remembers what it was asked.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Request> _requests = new();

    private TinyServer(Func<HttpContext, Task> answer, TimeProvider clock, TimeSpan ahead, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(async context =>
        {
            _requests.Enqueue(await Request.OfAsync(context.Request));
            context.Response.Headers.Date = (clock.GetUtcNow() + ahead).ToString("R");
            await answer(context);
        });
    }

    public Uri Url => new(_app.Urls.Single() + "/");

    public IReadOnlyList<Request> Requests => [.. _requests];

    public IEnumerable<string> Targets => Requests.Select(request => request.Target);

    /// <param name="ahead">How far its clock is ahead.</param>
    public static async Task<TinyServer> StartAsync(Func<HttpContext, Task> answer, TimeProvider clock, TimeSpan ahead = default, int port = 0)
    {
        var server = new TinyServer(answer, clock, ahead, port);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}
