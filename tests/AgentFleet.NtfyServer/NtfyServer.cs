using System.Collections.Concurrent;
using System.Net;
using AgentFleet.Ntfy.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AgentFleet.Ntfy;

/// <summary>
/// An ntfy server on a free loopback port that keeps the documented rules of publishing as JSON, remembers what it
/// published, and fails when it is told to.
/// </summary>
public sealed class NtfyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly MessageLog _log = new();
    private readonly ConcurrentQueue<NtfyFault> _faults = new();

    private NtfyServer(NtfyRules rules, TimeProvider clock, int port)
    {
        var endpoint = new PublishEndpoint(rules, clock, _log, _stopping.Token) { NextFault = NextFault };
        // The empty builder reads no environment and no settings files, and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Run(endpoint.HandleAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    /// <summary>What was published, in the order in which it arrived.</summary>
    public IReadOnlyList<PublishedMessage> Messages => _log.Messages;

    /// <summary>How many requests came, refused and failed ones included.</summary>
    public int Requests => _log.Requests;

    /// <summary>What every request meets, once those of <see cref="FailNext"/> are used up.</summary>
    public NtfyFault Fault { get; set; }

    /// <summary>What the next requests meet, one each.</summary>
    public void FailNext(params IEnumerable<NtfyFault> faults)
    {
        foreach (var fault in faults)
            _faults.Enqueue(fault);
    }

    /// <param name="clock">Refills the rate limit; the system's clock when left out.</param>
    /// <param name="port">A free one when left out.</param>
    public static async Task<NtfyServer> StartAsync(NtfyRules? rules = null, TimeProvider? clock = null, int port = 0)
    {
        var server = new NtfyServer(rules ?? new(), clock ?? TimeProvider.System, port);
        await server._app.StartAsync();
        return server;
    }

    private NtfyFault NextFault() => _faults.TryDequeue(out var fault) ? fault : Fault;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }
}
