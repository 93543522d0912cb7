using System.Net;
using AgentFleet.Hub.Endpoints;
using AgentFleet.Hub.Faults;
using AgentFleet.Hub.State;
using AgentFleet.Hub.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AgentFleet.Hub;

/// <summary>
/// GitHub's REST API on a free loopback port: a world that the test fills and changes, asked by GitHub's documented rules,
/// with failures on demand and a log of what was asked. Its answers are held against GitHub's published description.
/// </summary>
public sealed class GitHubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestLog _log = new();
    private readonly FaultPlan _faults;

    private GitHubServer(GitHubRules rules, TimeProvider clock, int port)
    {
        World = new(clock);
        _faults = new(World);
        var endpoint = new Endpoint(World, rules, _log, _faults, _stopping.Token);
        // The empty builder reads no environment and no settings files, and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(endpoint.HandleAsync);
    }

    /// <summary>Repositories, users, tokens: everything that there is.</summary>
    public HubWorld World { get; }

    /// <summary>The API's address, as <c>https://api.github.com</c> is GitHub's; without a slash at the end.</summary>
    public Uri Url => new(World.Api);

    /// <summary>Every request that was answered so far, in that order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.All;

    /// <summary>Every operation of the REST API that it knows, as <c>GET /repos/{owner}/{repo}</c>, in the words of the published description.</summary>
    public static IReadOnlyList<string> Operations => [.. Routes.All.Where(o => o.Path != GraphQlEndpoint.Path).Select(o => $"{o.Method} {o.Path}")];

    /// <param name="clock">Dates, limits and ends of tokens; the system's clock when left out.</param>
    /// <param name="port">A free one when left out.</param>
    public static async Task<GitHubServer> StartAsync(GitHubRules? rules = null, TimeProvider? clock = null, int port = 0)
    {
        rules ??= new();
        var server = new GitHubServer(rules, clock ?? TimeProvider.System, port);
        await server._app.StartAsync();
        server.World.Api = server._app.Urls.Single() + rules.BasePath;
        return server;
    }

    /// <summary>From now on, until it is used up or <see cref="Heal"/>.</summary>
    public void Fail(FaultOrder order) => _faults.Add(order);

    /// <summary>The next requests that meet no other order fail so.</summary>
    public void Fail(GitHubFault fault, string on = "*", int? page = null, int? times = null) =>
        Fail(new FaultOrder(fault) { On = on, Page = page, Times = times });

    /// <summary>Does something just before that page is answered, once: what shifts while somebody pages.</summary>
    public void Before(string on, int page, Action change) =>
        Fail(new FaultOrder(GitHubFault.None) { On = on, Page = page, Times = 1, First = change });

    /// <summary>Makes the JSON of every issue ahead, so that a benchmark measures its client and not this.</summary>
    public void Prepare()
    {
        lock (World.Gate)
        {
            foreach (var issue in World.Repositories.SelectMany(r => r.Issues.Listed))
                _ = (issue.Piece.Hash, issue.Pull?.Piece.Hash);
        }
    }

    public void Heal() => _faults.Clear();

    public void ForgetRequests() => _log.Clear();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }
}
