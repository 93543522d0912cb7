using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>One look at the certificate that one server shows. Nothing is sent but the handshake.</summary>
internal sealed class HostCertificate(HostPort host, string name, CertificateTrust trust, Authorities authorities, CertificateJudge judge)
{
    private readonly string _thing = host.Host == name ? host.ToString() : $"{host} ({name})";

    public async Task<SourceLook> LookAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        using var dialed = await new Dialer().DialAsync(host, patience * 0.9, clock, ct);
        if (dialed.Socket is not { } socket)
            return Blind($"{host}: {dialed.Trouble?.Reason}");

        Observation? seen = null;
        var trouble = "the server shows no certificate";
        try
        {
            await using var stream = new SslStream(new NetworkStream(socket));
            await stream.AuthenticateAsClientAsync(Options((certificate, fault) => seen = judge.Of(_thing, certificate, fault), clock), either.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            // A server that wants to know who we are ends the handshake, but has shown its certificate before.
            trouble = "the TLS handshake failed before a certificate was shown";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            trouble = "no certificate in time";
        }
        return seen is null ? Blind($"{host}: {trouble}") : new SourceLook(_thing, [seen]);
    }

    private SslClientAuthenticationOptions Options(Action<X509Certificate2, string?> shown, TimeProvider clock) => new()
    {
        TargetHost = name,
        CertificateChainPolicy = authorities.Policy(clock),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            if (certificate is not X509Certificate2 own)
                return false;
            shown(own, FaultOf(chain, errors));
            // Nothing will be said to this server: that it may not be who it says is what we came to see.
            return true;
        },
    };

    private string? FaultOf(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"it is not for {name}";
        return trust == CertificateTrust.System && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null
            ? ChainFault.Of(ChainFault.Flags(chain))
            : null;
    }

    private SourceLook Blind(string reason) => new(_thing, [], reason);
}
