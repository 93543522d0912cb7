using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Faults.Tests.Health;

/// <summary>A real TLS server on loopback. It reads its certificate from a file, anew for every handshake.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    public const string Name = "night.example";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _file;
    private readonly Task _serving;

    public TlsServer(string file)
    {
        _file = file;
        Renew(TimeSpan.FromDays(90));
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What a look calls it.</summary>
    public string Thing => $"127.0.0.1:{Port} ({Name})";

    /// <summary>Makes a file with a certificate, good for so long, and its key.</summary>
    public static void Issue(string file, TimeSpan left)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = TestCertificate.Make(Name, now.AddDays(-30), now + left);
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    /// <summary>From the next handshake on there is a new certificate, good for so long.</summary>
    public void Renew(TimeSpan left)
    {
        Issue(_file + ".new", left);
        File.Move(_file + ".new", _file, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
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
            using var certificate = X509Certificate2.CreateFromPemFile(_file);
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException)
        {
            // Whoever came has seen enough.
        }
    }
}
