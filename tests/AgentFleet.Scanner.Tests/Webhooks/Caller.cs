using System.Net.Sockets;
using System.Text;

namespace AgentFleet.Scanner.Tests.Webhooks;

/// <summary>One connection, over which anything can be sent.</summary>
internal sealed class Caller : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private Caller(Socket socket) => (_socket, _stream) = (socket, new(socket, ownsSocket: true));

    public static async Task<Caller> ConnectAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        return new(socket);
    }

    /// <summary>Sends one delivery; the answer as it came, empty when there was none.</summary>
    public static async Task<string> DeliverAsync(Uri server, Delivery delivery)
    {
        using var caller = await ConnectAsync(server);
        await caller.SendAsync(delivery.Whole);
        return await caller.ReadAsync();
    }

    /// <summary>False when nobody takes it any more.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void End() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>All that comes until the connection is closed.</summary>
    public async Task<string> ReadAsync()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(Enough);
        var answer = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(answer, enough.Token);
        }
        catch (IOException)
        {
            // It was cut off.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public void Dispose() => _stream.Dispose();
}
