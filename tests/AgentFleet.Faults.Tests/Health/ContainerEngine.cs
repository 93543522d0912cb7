using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Faults.Tests.Health;

/// <summary>
/// A server on a real unix socket that answers as Docker does, for one container whose health stands in a file, and a
/// program that restarts it, which makes it well.
/// </summary>
internal sealed class ContainerEngine : IAsyncDisposable
{
    public const string Name = "shop";

    private const string Id = "0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f0a1b2c3d4e5f0a1b";
    private const string Unhealthy = "unhealthy";

    private readonly string _folder;
    private readonly WebApplication _server;

    public ContainerEngine(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        File.WriteAllText(Health, "healthy");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Socket));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Socket => Path.Combine(_folder, "engine.sock");

    /// <summary>The program <c>docker</c>, as far as it is needed here.</summary>
    public string Client => $"""
        #!/bin/sh
        case $* in
          "inspect --type=container {Id}") exit 0 ;;
          "restart {Id}") echo healthy >'{Health}.new' && mv '{Health}.new' '{Health}' ;;
          *) echo "not known here: $*" >&2; exit 1 ;;
        esac

        """;

    private string Health => Path.Combine(_folder, "health");

    public Task StartAsync() => _server.StartAsync();

    public void Sicken() => File.WriteAllText(Health, Unhealthy);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var health = File.ReadAllText(Health).Trim();
        var isAskedForTheUnhealthy = context.Request.Query.ContainsKey("filters");
        return context.Response.WriteAsync(isAskedForTheUnhealthy && health != Unhealthy ? "[]" : $$"""
            [{ "Id": "{{Id}}", "Names": ["/{{Name}}"], "Image": "shop:1", "State": "running", "Status": "Up 2 hours ({{health}})" }]
            """);
    }
}
