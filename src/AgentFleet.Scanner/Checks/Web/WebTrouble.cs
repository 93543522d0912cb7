using System.Net.Sockets;
using System.Security.Authentication;
using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Web;

/// <summary>Why a request had no answer.</summary>
internal static class WebTrouble
{
    // The names by which the runtime tells what is wrong with a certificate.
    private static readonly (string Name, string Reason)[] CertificateFaults =
    [
        ("RemoteCertificateNameMismatch", "the certificate is for another name"),
        ("NotTimeValid", "a certificate has expired or is not valid yet"),
        ("UntrustedRoot", "the certificate's issuer is not trusted here"),
        ("PartialChain", "the certificate's issuer is not known here"),
        ("RemoteCertificateNotAvailable", "the server has no certificate"),
        ("RemoteCertificateChainErrors", "the certificate's chain does not verify"),
    ];

    public static Unreached Of(Exception failure)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<UnreachedException>().FirstOrDefault() is { } unreached)
            return unreached.Trouble;
        if (causes.OfType<AuthenticationException>().FirstOrDefault() is { } refused)
            return new($"TLS: {string.Join("; ", Faults(refused.Message).DefaultIfEmpty("the handshake failed"))}", true);
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
            return Unreached.Because(socket.SocketErrorCode);
        return (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new("TLS: the handshake failed", true),
            HttpRequestError.InvalidResponse => new("what it answers is not HTTP", true),
            HttpRequestError.ConfigurationLimitExceeded => new("its headers are too long", true),
            _ => new("it closed the connection before the answer was whole", true),
        };
    }

    private static IEnumerable<string> Faults(string message) =>
        CertificateFaults.Where(fault => message.Contains(fault.Name, StringComparison.Ordinal)).Select(fault => fault.Reason);

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
