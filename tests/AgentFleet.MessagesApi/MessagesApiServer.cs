using System.Net;
using AgentFleet.MessagesApi.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AgentFleet.MessagesApi;

/// <summary>
/// A Messages API on a free loopback port that answers from a script, for tests that run the real claude CLI
/// (<c>ANTHROPIC_BASE_URL</c> = <see cref="BaseUrl"/>) or any other client of the API. It streams when the request says
/// <c>"stream": true</c>, and answers with JSON otherwise.
/// </summary>
/// <remarks>
/// Like the API it wants an <c>x-api-key</c> or <c>authorization</c> header, of any value, and <c>anthropic-version</c>.
/// Which requests reach the script, and how the others are answered: <see cref="RequestKind"/>.
/// </remarks>
public sealed class MessagesApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestLog _log = new();
    private readonly Endpoint _endpoint;

    private MessagesApiServer(Func<RecordedRequest, Turn> answer, TimeProvider time)
    {
        _endpoint = new Endpoint(answer, _log, time, _stopping.Token);

        // The empty builder reads no environment and no settings files, and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port: 0);
        });
        _app = builder.Build();
        _app.Run(_endpoint.HandleAsync);
    }

    /// <summary>Without a slash at the end.</summary>
    public string BaseUrl => _app.Urls.Single();

    /// <summary>Every request so far, in the order of arrival, side requests included.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.All;

    /// <summary>What the script or delegate threw: a script that ran out, an assertion. A good test ends with none.</summary>
    public IReadOnlyList<Exception> Failures => [.. _endpoint.Failures];

    public static Task<MessagesApiServer> StartAsync(params IEnumerable<Turn> turns) => StartAsync(new Script(turns));

    public static Task<MessagesApiServer> StartAsync(Script script, TimeProvider? time = null) =>
        StartAsync(_ => script.Answer(), time);

    /// <param name="answer">Called once a conversation request, by several at once when clients run side by side.</param>
    /// <param name="time">Dates the requests; the system's clock when left out.</param>
    public static async Task<MessagesApiServer> StartAsync(Func<RecordedRequest, Turn> answer, TimeProvider? time = null)
    {
        var server = new MessagesApiServer(answer, time ?? TimeProvider.System);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The first request, past or future, that is wanted.</summary>
    public Task<RecordedRequest> WaitForAsync(Func<RecordedRequest, bool> wanted, CancellationToken cancellation = default) =>
        _log.FirstAsync(wanted, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }
}
