using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>Many scanners of cheap kinds, each every thirty seconds, with what they look at; some may hang.</summary>
internal sealed class Crowd : IDisposable
{
    public const string HangingPrefix = "hangs-";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly string[] _kinds;

    public Crowd(int count, int hanging = 0)
    {
        _server.Start();
        var port = ((IPEndPoint)_server.LocalEndpoint).Port;
        _kinds =
        [
            "kind: memory", "kind: load", $"kind: freshness\npath: {Place.Write("looked-at/file", "fresh")}\nthresholds: {{ warning: 30d }}", "kind: disk\nmounts: [/]",
            $"kind: folder-size\npath: {Place.Path("looked-at")}\nthresholds: {{ warning: 1GiB }}", "kind: plugin\ncommand: [/bin/true]",
            string.Create(CultureInfo.InvariantCulture, $"kind: port\naddress: 127.0.0.1:{port}"),
        ];
        for (var number = 0; number < count; number++)
            Write(string.Create(CultureInfo.InvariantCulture, $"many-{number:000}"), _kinds[number % _kinds.Length]);
        for (var number = 0; number < hanging; number++)
            Write(string.Create(CultureInfo.InvariantCulture, $"{HangingPrefix}{number:00}"), "kind: plugin\ncommand: [/bin/sleep, \"600\"]\ntimeout: 10s");
    }

    public Place Place { get; } = new();

    public Service Start(string program)
    {
        _ = AnswerAsync();
        return Place.Start(program, "scanner");
    }

    private void Write(string name, string kind) =>
        Place.Write($"scanners/{name}.yaml", $"{kind}\nschedule: every {Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s\n");

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
                (await _server.AcceptSocketAsync(CancellationToken.None)).Dispose();
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        Place.Dispose();
    }
}
