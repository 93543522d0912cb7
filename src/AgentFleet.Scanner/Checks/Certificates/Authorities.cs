using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>Who may vouch for a certificate: the system's authorities, or some of one's own.</summary>
internal sealed record Authorities(X509Certificate2Collection? Own)
{
    public static Authorities OfSystem { get; } = new((X509Certificate2Collection?)null);

    /// <summary>How to verify a chain without asking anybody.</summary>
    public X509ChainPolicy Policy(TimeProvider clock)
    {
        // What a certificate says where to fetch more is a stranger's word.
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = clock.GetUtcNow().UtcDateTime,
        };
        if (Own is null)
            return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(Own);
        return policy;
    }
}
