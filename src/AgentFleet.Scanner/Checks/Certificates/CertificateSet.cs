using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>The certificates of one file, until they were judged.</summary>
internal sealed class CertificateSet : IDisposable
{
    public X509Certificate2Collection Collection { get; } = [];

    public int Count => Collection.Count;

    public X509Certificate2 this[int index] => Collection[index];

    /// <summary>False when the bytes are no certificate.</summary>
    public bool Add(byte[] der)
    {
        try
        {
            Collection.Add(X509CertificateLoader.LoadCertificate(der));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var certificate in Collection)
            certificate.Dispose();
    }
}
