using System.Net;
using System.Net.Sockets;

namespace AgentFleet.Scanner.Tests.Webhooks;

/// <summary>A port of loopback that was free a moment ago.</summary>
internal static class FreePort
{
    public static IPEndPoint Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    /// <summary>Whether somebody listens there.</summary>
    public static async Task<bool> IsOpenAsync(IPEndPoint address)
    {
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Keeps it from others until it is disposed.</summary>
    public static TcpListener Take(IPEndPoint address)
    {
        var listener = new TcpListener(address);
        listener.Start();
        return listener;
    }
}
