using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgentFleet.Workflows.Tests.StandIn;

/// <summary>As much of GitHub as the two workflows ask for, on a free loopback port: it keeps what it is told.</summary>
public sealed class GitHubStandIn : IAsyncDisposable
{
    public const string Repository = "acme/shop";
    public const string Token = "token-of-the-run";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly ConcurrentQueue<Fault> _faults = [];

    private GitHubStandIn()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        _app = builder.Build();
        _app.Use(AdmitAsync);
        _app.UseRouting();
        IssueEndpoints.Map(_app, this);
        ActionsEndpoints.Map(_app, this);
    }

    public string Url => _app.Urls.Single();

    public Store Store { get; } = new();

    /// <summary>Every request that came, such as <c>GET /issues?state=open</c>: the part before is the same for all.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Those that were to change something.</summary>
    public IReadOnlyList<string> Writes => [.. _requests.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal))];

    /// <summary>Called with each request before it is answered.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Entries on a page, whatever is asked for: a listing takes several.</summary>
    public int PageSize { get; set; } = 100;

    public static async Task<GitHubStandIn> StartAsync()
    {
        var standIn = new GitHubStandIn();
        await standIn._app.StartAsync();
        return standIn;
    }

    /// <summary>How many faults no request has met yet.</summary>
    public int Unmet => _faults.Count;

    /// <summary>Each fault is met by the next request that begins as it says, once, in this order.</summary>
    public void Meet(params IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
            _faults.Enqueue(fault);
    }

    private async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var request = $"{context.Request.Method} {context.Request.Path.Value!.Replace($"/repos/{Repository}", "", StringComparison.Ordinal)}{context.Request.QueryString}";
        _requests.Enqueue(request);
        Before(request);
        if (context.Request.Headers.Authorization != $"Bearer {Token}" || context.Request.Headers.UserAgent.Count == 0)
            await new Reply(401, "Bad credentials").WriteAsync(context);
        else if (_faults.TryPeek(out var fault) && request.StartsWith(fault.Request, StringComparison.Ordinal) && _faults.TryDequeue(out fault))
            await fault.HappenAsync(context, next);
        else
            await next(context);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
