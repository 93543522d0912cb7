using System.Net;
using System.Net.Sockets;

namespace AgentFleet.Testing;

/// <summary>
/// A loopback port of a test's own. Nobody listens there until the test has somebody do so, and nobody else is given it
/// meanwhile, as may happen to a port that was only found to be free: whoever serves there binds it too, beside this.
/// </summary>
public sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = (IPEndPoint)_socket.LocalEndPoint!;
        // Only Linux lets two bind a port of which none listens.
        if (!OperatingSystem.IsLinux())
            _socket.Dispose();
    }

    public IPEndPoint Address { get; }

    public int Port => Address.Port;

    public Uri Url => new($"http://{Address}");

    /// <summary>Whether somebody serves there.</summary>
    public async Task<bool> IsOpenAsync()
    {
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(Address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Somebody else serves there until it is disposed.</summary>
    public TcpListener Take()
    {
        var listener = new TcpListener(Address);
        listener.Start();
        return listener;
    }

    public void Dispose() => _socket.Dispose();
}
