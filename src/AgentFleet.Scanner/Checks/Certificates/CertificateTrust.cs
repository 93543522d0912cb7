namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>By whom a certificate must be vouched for.</summary>
internal enum CertificateTrust
{
    Any,
    System,
}
