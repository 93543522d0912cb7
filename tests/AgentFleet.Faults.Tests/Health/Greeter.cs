using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentFleet.Faults.Tests.Health;

/// <summary>A server on loopback that greets everybody, or accepts and then says nothing.</summary>
internal sealed class Greeter : IAsyncDisposable
{
    public const string Greeting = "220 ready";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly Task _serving;

    public Greeter()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool Speaks { get; set; } = true;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        foreach (var client in _clients)
            client.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                // Kept open until the end: it is not the closing that is to be found.
                _clients.Add(client);
                if (Speaks)
                    await client.Client.SendAsync(Encoding.ASCII.GetBytes(Greeting + "\r\n"));
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }
}
