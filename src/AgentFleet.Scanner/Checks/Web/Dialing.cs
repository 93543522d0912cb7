using System.Net.Sockets;
using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Connects for a request, so that a resolver that hangs is told from a server that does.</summary>
internal sealed record Dialing(Dialer Dialer, TimeSpan Patience, TimeProvider Clock)
{
    public static HttpRequestOptionsKey<Dialing> Key { get; } = new("dialing");

    /// <exception cref="UnreachedException">There is no connection.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Key, out var dialing))
            throw new InvalidOperationException("a request must say how it is to be connected");
        var target = new HostPort(context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var dialed = await dialing.Dialer.DialAsync(target, dialing.Patience, dialing.Clock, ct);
        if (dialed.Socket is not { } socket)
            throw new UnreachedException(dialed.Trouble!);
        socket.NoDelay = true;
        return new NetworkStream(socket, ownsSocket: true);
    }
}
