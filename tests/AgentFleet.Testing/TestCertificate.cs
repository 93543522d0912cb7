using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Testing;

/// <summary>Certificates with keys, made for a test.</summary>
public static class TestCertificate
{
    /// <summary>Signed by <paramref name="issuer"/>, or by itself.</summary>
    public static X509Certificate2 Make(string name, DateTimeOffset from, DateTimeOffset to, X509Certificate2? issuer = null, bool authority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        if (issuer is null)
            return Usable(request.CreateSelfSigned(from, to));
        using var signed = request.Create(issuer, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return Usable(whole);
    }

    // A server wants a key that is stored with the certificate, and a test may want to write it into a file.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
}
