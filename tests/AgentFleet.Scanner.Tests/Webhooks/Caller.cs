using System.Net.Sockets;
using System.Text;

namespace AgentFleet.Scanner.Tests.Webhooks;

/// <summary>One connection, over which anything can be sent.</summary>
internal sealed class Caller : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(30);

    private readonly TcpClient _connection = new();

    public static async Task<Caller> ConnectAsync(Uri server)
    {
        var caller = new Caller();
        await caller._connection.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        return caller;
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
            await _connection.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void End() => _connection.Client.Shutdown(SocketShutdown.Send);

    /// <summary>All that comes until the connection is closed.</summary>
    public async Task<string> ReadAsync()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        enough.CancelAfter(Enough);
        var answer = new MemoryStream();
        try
        {
            await _connection.GetStream().CopyToAsync(answer, enough.Token);
        }
        catch (IOException)
        {
            // It was cut off.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public void Dispose() => _connection.Dispose();
}
