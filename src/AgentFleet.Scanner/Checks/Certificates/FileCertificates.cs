using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>One look at the certificates in one file.</summary>
internal sealed class FileCertificates(string file, CertificateTrust trust, Authorities authorities, CertificateJudge judge)
{
    /// <summary>What is longer is no file of certificates: the largest bundles have a quarter of that.</summary>
    private const int MostBytes = 1024 * 1024;
    private const int MostCertificates = 500;

    public async Task<SourceLook> LookAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            // A thread of its own: on a file system that hangs, or at a pipe, it is lost, and must not be one of the pool's.
            var bytes = await Task.Factory.StartNew(Read, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(patience, clock, ct);
            return bytes.Length > MostBytes ? Blind($"{file} is too long for a file of certificates") : Judge(bytes, clock);
        }
        catch (TimeoutException)
        {
            return Blind($"{file} could not be read in time");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Blind(e is UnauthorizedAccessException ? $"{file} cannot be read: permission denied" : e.Message);
        }
    }

    private byte[] Read()
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[MostBytes + 1];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }

    private SourceLook Judge(byte[] bytes, TimeProvider clock)
    {
        var (seen, trouble) = (new List<Observation>(), (string?)null);
        var blocks = PemBlocks.In(bytes).Take(MostCertificates + 1).ToList();
        using var all = new CertificateSet();
        for (var n = 0; n < Math.Min(blocks.Count, MostCertificates); n++)
        {
            if (!all.Add(blocks[n]))
                trouble ??= string.Create(CultureInfo.InvariantCulture, $"certificate {n + 1} of {file} cannot be read");
        }
        if (blocks.Count is 0 or > MostCertificates)
            trouble ??= blocks.Count == 0 ? $"there is no certificate in {file}" : $"{file} holds more than {MostCertificates} certificates";
        for (var n = 0; n < all.Count; n++)
        {
            if (Judge(n, all, clock) is { } judged)
                seen.Add(judged);
            else
                trouble ??= string.Create(CultureInfo.InvariantCulture, $"certificate {n + 1} of {file} cannot be understood");
        }
        return new SourceLook(file, seen, trouble);
    }

    /// <summary>Null when it looks like a certificate, but what stands in it makes no sense.</summary>
    private Observation? Judge(int n, CertificateSet all, TimeProvider clock)
    {
        try
        {
            var thing = n == 0 ? file : string.Create(CultureInfo.InvariantCulture, $"{file}#{n + 1}");
            return judge.Of(thing, all[n], trust == CertificateTrust.System ? FaultOf(all[n], all, clock) : null);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string? FaultOf(X509Certificate2 certificate, CertificateSet all, TimeProvider clock)
    {
        using var chain = new X509Chain { ChainPolicy = authorities.Policy(clock) };
        chain.ChainPolicy.ExtraStore.AddRange(all.Collection);
        try
        {
            return chain.Build(certificate) ? null : ChainFault.Of(ChainFault.Flags(chain));
        }
        catch (CryptographicException)
        {
            // One of the others, which might have vouched for it.
            return "its chain cannot be understood";
        }
    }

    private SourceLook Blind(string reason) => new(file, [], reason);
}
