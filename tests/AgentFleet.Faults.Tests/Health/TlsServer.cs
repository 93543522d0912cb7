using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Faults.Tests.Health;

/// <summary>A real TLS server on loopback, whose certificate can be changed while it runs.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    public const string Name = "night.example";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<X509Certificate2> _certificates = [];
    private readonly Task _serving;

    public TlsServer()
    {
        Renew(TimeSpan.FromDays(90));
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From the next handshake on there is a new certificate, good for so long.</summary>
    public void Renew(TimeSpan left)
    {
        var now = TimeProvider.System.GetUtcNow();
        _certificates.Add(TestCertificate.Make(Name, now.AddDays(-30), now + left));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        foreach (var certificate in _certificates)
            certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ShakeHandsAsync(client);
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private async Task ShakeHandsAsync(TcpClient client)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(_certificates[^1]);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException)
        {
            // Whoever came has seen enough.
        }
    }
}
