using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Checks.BadInput;

/// <summary>Servers that never stop saying what no server says, for every check that connects to one.</summary>
public sealed class ServerTests : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    private async Task<int> SayAsync(string beginning, byte[] forEver)
    {
        _listener.Start();
        _serving = Task.Run(async () =>
        {
            while (await _listener.AcceptSocketAsync(_stop.Token) is { } client)
                _ = SayAsync(client, Encoding.Latin1.GetBytes(beginning), forEver);
        });
        await Task.Yield();
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    private async Task SayAsync(Socket client, byte[] beginning, byte[] forEver)
    {
        using (client)
        {
            try
            {
                await client.SendAsync(beginning, _stop.Token);
                while (true)
                    await client.SendAsync(forEver, _stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The other side has had enough.
            }
        }
    }

    [Theory]
    [InlineData("", 0xff)]
    [InlineData("", 0)]
    [InlineData("", (byte)'\n')]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", (byte)'x')]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", (byte)'x')]
    [InlineData("HTTP/1.1 200 ", (byte)'x')]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", (byte)'1')]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://\0\u00ff\r\n\r\n", (byte)'x')]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", (byte)'x')]
    [InlineData("\u0016\u0003\u0003\u00ff\u00ff", 2)]
    public async Task What_they_say_is_survived(string beginning, byte forEver)
    {
        var port = await SayAsync(beginning, Enumerable.Repeat(forEver, 64 * 1024).ToArray());
        var looks = await Task.WhenAll(
            Definition.Check($"{{ kind: port, address: \"127.0.0.1:{port}\", expect: SSH }}").SurviveAsync(seconds: 5),
            Definition.Check($"{{ kind: http, url: \"http://127.0.0.1:{port}/\", body: SSH, follow: true }}").SurviveAsync(seconds: 5),
            Definition.Check($"{{ kind: http, url: \"https://127.0.0.1:{port}/\" }}").SurviveAsync(seconds: 5),
            Definition.Check($"{{ kind: certificates, hosts: [\"127.0.0.1:{port}\"] }}").SurviveAsync(seconds: 5));

        looks[..3].ShouldAllBe(look => look.Sources.Single().Observations.Single().Level == Level.Critical);
        looks[3].Sources.ShouldHaveSingleItem().Incomplete.ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}
