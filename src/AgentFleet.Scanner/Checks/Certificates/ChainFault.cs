using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>What is wrong with a chain, in words.</summary>
internal static class ChainFault
{
    /// <summary>Null when nothing is.</summary>
    public static string? Of(X509ChainStatusFlags flags) => flags switch
    {
        X509ChainStatusFlags.NoError => null,
        _ when flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) => "its issuer is not trusted here",
        _ when flags.HasFlag(X509ChainStatusFlags.PartialChain) => "its issuer is not known here, or the server does not send the whole chain",
        _ when flags.HasFlag(X509ChainStatusFlags.NotTimeValid) => "a certificate of its chain has expired or is not valid yet",
        _ when flags.HasFlag(X509ChainStatusFlags.NotSignatureValid) => "a signature in its chain is wrong",
        _ => $"its chain does not verify ({flags})",
    };

    public static X509ChainStatusFlags Flags(X509Chain chain) =>
        chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
}
