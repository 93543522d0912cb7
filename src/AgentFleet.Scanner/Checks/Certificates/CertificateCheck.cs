using AgentFleet.Scanner.Checks.Network;

namespace AgentFleet.Scanner.Checks.Certificates;

/// <summary>How long certificates are still good, in files and at servers. Each file and each host is a source of its own.</summary>
internal sealed class CertificateCheck(
    IReadOnlyList<string> files, IReadOnlyList<HostPort> hosts, string? name, CertificateTrust fileTrust, CertificateTrust hostTrust, Thresholds thresholds) : ICheck
{
    public static CheckKind Kind { get; } = new(
        "certificates",
        "How long the certificates in files and of servers are still good. One that has expired, is not valid yet, is for another name, or does not verify is critical. A file or a host that cannot be read or reached makes the look incomplete.",
        "reading the files; one connection and one TLS handshake a host",
        CertificateReader.Read)
    {
        Options =
        [
            new("files", "list of paths", "required: one of the two", "PEM or DER. Each certificate in them is looked at, keys are passed over."),
            new("hosts", "list of host:port", "required: one of the two", "TLS from the first byte (no STARTTLS); without a port 443."),
            new("name", "a host name", "that of the host", "The name to ask for (SNI), which the certificates of the hosts must bear."),
            new("trust", "system or any", "system for hosts, any for files", "With system the chain must verify against the authorities that this system trusts; nothing is fetched and no revocation is asked for."),
            new("thresholds", "durations, such as 21d", "{ warning: 21d, critical: 7d }", "The time that is left."),
        ],
    };

    /// <summary>The authorities to trust instead of the system's; a test has its own.</summary>
    internal Authorities Authorities { get; init; } = Authorities.OfSystem;

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var judge = new CertificateJudge(thresholds, context.Clock);
        // Early enough that what the others show is still in time.
        var patience = context.Timeout * 0.8;
        var inFiles = files.Select(file => new FileCertificates(file, fileTrust, Authorities, judge).LookAsync(patience, context.Clock, ct));
        var ofHosts = hosts.Select(host => new HostCertificate(host, name ?? host.Host, hostTrust, Authorities, judge).LookAsync(patience, context.Clock, ct));
        return new(await Task.WhenAll(inFiles.Concat(ofHosts)));
    }
}
