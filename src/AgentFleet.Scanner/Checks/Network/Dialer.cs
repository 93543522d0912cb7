using System.Net;
using System.Net.Sockets;

namespace AgentFleet.Scanner.Checks.Network;

/// <summary>Connects to a host by TCP, within a time.</summary>
internal sealed class Dialer
{
    private const int MostAddresses = 8;

    /// <summary>How names are looked up; a test has resolvers that fail.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <exception cref="OperationCanceledException">Cancelled; that time is up is a value.</exception>
    public async Task<Dialed> DialAsync(HostPort target, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        Unreached? trouble = null;
        try
        {
            var addresses = (await Resolve(target.Host, ct).WaitAsync(patience / 2, clock, ct)).Take(MostAddresses).ToList();
            for (var n = 0; n < addresses.Count; n++)
            {
                // Each address gets its share, so that a dead one does not use up the time of a living one.
                var share = (patience - clock.GetElapsedTime(began)) / (addresses.Count - n);
                var dialed = await DialAsync(new IPEndPoint(addresses[n], target.Port), share, clock, ct);
                if (dialed.Trouble is not { } why)
                    return dialed;
                trouble = trouble is { BlamesTarget: true } ? trouble : why;
            }
        }
        catch (TimeoutException)
        {
            trouble = Unreached.Because(SocketError.TryAgain);
        }
        catch (SocketException e)
        {
            trouble = Unreached.Because(e.SocketErrorCode);
        }
        return new(null, TimeSpan.Zero, trouble ?? Unreached.Because(SocketError.HostNotFound));
    }

    private static async Task<Dialed> DialAsync(IPEndPoint address, TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.FromMilliseconds(1), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        Socket? socket = null;
        SocketError error;
        try
        {
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            var began = clock.GetTimestamp();
            await socket.ConnectAsync(address, either.Token);
            // Where nobody listens on a port of this machine, the kernel may happen to connect us with ourselves.
            if (!socket.LocalEndPoint!.Equals(socket.RemoteEndPoint))
                return new(socket, clock.GetElapsedTime(began), null);
            error = SocketError.ConnectionRefused;
        }
        catch (SocketException e)
        {
            error = e.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            error = SocketError.TimedOut;
        }
        catch (OperationCanceledException)
        {
            socket?.Dispose();
            throw;
        }
        socket?.Dispose();
        return new(null, TimeSpan.Zero, Unreached.Because(error));
    }
}
