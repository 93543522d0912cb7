using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Certificates;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Certificates;

/// <summary>Looks at real certificates in files and at real TLS servers on loopback.</summary>
public sealed class CertificateCheckTests : IDisposable
{
    // Not that of the first test: the titles tell minutes.
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private readonly TemporaryFolder _folder = new();
    private readonly ReservedPort _port = new();
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _host;

    public CertificateCheckTests()
    {
        _listener = _port.Take();
        _host = $"localhost:{_port.Port}";
    }

    private static X509Certificate2 Lasting(double days, string name = "localhost", X509Certificate2? issuer = null, double since = 1) =>
        TestCertificate.Make(name, Now.AddDays(-since), Now.AddDays(days).AddMinutes(5), issuer);

    private Task<SourceLook> FileAsync(string text, string more = "") =>
        Definition.Check($"kind: certificates\nfiles: [\"{_folder.Write("site.pem", text)}\"]\n{more}").LookAsync();

    private async Task<SourceLook> HostAsync(X509Certificate2 certificate, string more = "trust: any", X509Certificate2? trusted = null, bool wantsClient = false)
    {
        var server = ServeAsync(certificate, wantsClient);
        var check = trusted is null
            ? Definition.Check($"kind: certificates\nhosts: [\"{_host}\"]\n{more}")
            : new CertificateCheck([], [new("localhost", _port.Port)], null, CertificateTrust.Any, CertificateTrust.System, new(21 * 86400, 7 * 86400))
            {
                Authorities = new([trusted]),
            };
        var seen = await check.LookAsync();
        await server;
        return seen;
    }

    [Theory]
    [InlineData(1, Level.Critical, "expires in 1d4m")]
    [InlineData(7.5, Level.Warning, "expires in 7 days")]
    [InlineData(90, Level.Ok, "expires in 90 days")]
    [InlineData(-0.5, Level.Critical, "expired 11h5")]
    public async Task A_server_shows_how_long_its_certificate_is_good(double days, Level level, string title)
    {
        var seen = (await HostAsync(Lasting(days))).Only();

        (seen.Thing, seen.Level).ShouldBe((_host, level));
        seen.Title.ShouldStartWith($"{_host}: the certificate of \"localhost\" {title}");
        seen.Measured.ShouldHaveSingleItem().Value.ShouldBe(days, tolerance: 0.1);
    }

    [Fact]
    public async Task A_server_is_well_again_with_a_new_certificate()
    {
        (await HostAsync(Lasting(1))).Only().Level.ShouldBe(Level.Critical);
        (await HostAsync(Lasting(60))).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task A_chain_must_end_at_an_authority_that_is_trusted_here()
    {
        using var authority = TestCertificate.Make("An authority", Now.AddDays(-5), Now.AddDays(400), authority: true);
        using var signed = Lasting(90, issuer: authority);

        (await HostAsync(signed, trusted: authority)).Only().Level.ShouldBe(Level.Ok);
        var strange = (await HostAsync(signed, more: "")).Only();
        strange.Level.ShouldBe(Level.Critical);
        strange.Title.ShouldContain("is bad: its issuer is not known here");
        (await HostAsync(Lasting(90), more: "trust: system")).Only().Title.ShouldEndWith("is bad: its issuer is not trusted here");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_critical()
    {
        (await HostAsync(Lasting(90, "other.example"))).Only().Title.ShouldEndWith("is bad: it is not for localhost");
        var named = (await HostAsync(Lasting(90, "other.example"), "trust: any\nname: other.example")).Only();
        (named.Thing, named.Level).ShouldBe(($"{_host} (other.example)", Level.Ok));
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_critical()
    {
        var seen = (await HostAsync(Lasting(90, since: -2))).Only();
        seen.Level.ShouldBe(Level.Critical);
        seen.Title.ShouldMatch(@"is not valid until \d{4}-\d\d-\d\d \d\d:\d\d UTC$");
    }

    [Fact]
    public async Task A_server_that_wants_to_know_who_we_are_has_shown_its_certificate() =>
        (await HostAsync(Lasting(90), wantsClient: true)).Only().Level.ShouldBe(Level.Ok);

    [Fact]
    public async Task A_server_that_cannot_be_reached_or_speaks_no_TLS_is_incomplete()
    {
        var silent = await Definition.Check($"{{ kind: certificates, hosts: [\"{_host}\"] }}").LookAsync(TimeSpan.FromSeconds(1));
        (silent.Source, silent.Incomplete).ShouldBe((_host, $"{_host}: no certificate in time"));

        _listener.Stop();
        var gone = await Definition.Check($"{{ kind: certificates, hosts: [\"{_host}\"] }}").LookAsync();
        (gone.Source, gone.Incomplete, gone.Observations.Count).ShouldBe((_host, $"{_host}: connection refused", 0));
    }

    [Fact]
    public async Task A_server_that_speaks_something_else_is_incomplete()
    {
        var look = Definition.Check($"{{ kind: certificates, hosts: [\"{_host}\"] }}").LookAsync();
        using (var client = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
            await client.SendAsync("220 mail ready, and no TLS\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        (await look).Incomplete.ShouldBe($"{_host}: the TLS handshake failed before a certificate was shown");
    }

    [Fact]
    public async Task Every_certificate_in_a_file_is_looked_at_and_keys_are_passed_over()
    {
        using var leaf = Lasting(3, "www.example");
        using var authority = Lasting(300, "An authority");
        var look = await FileAsync($"words\n{leaf.ExportCertificatePem()}\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n{authority.ExportCertificatePem()}\n");

        look.Incomplete.ShouldBeNull();
        var file = _folder.File("site.pem");
        look.Observations.Select(seen => (seen.Thing, seen.Level)).ShouldBe([(file, Level.Critical), ($"{file}#2", Level.Ok)]);
    }

    [Fact]
    public async Task A_file_may_be_checked_against_the_authorities_of_this_system()
    {
        var text = Lasting(90).ExportCertificatePem();
        (await FileAsync(text)).Only().Level.ShouldBe(Level.Ok);
        (await FileAsync(text, "trust: system")).Only().Title.ShouldEndWith("is bad: its issuer is not trusted here");
    }

    [Fact]
    public async Task A_file_in_binary_form_is_read()
    {
        File.WriteAllBytes(_folder.File("site.der"), Lasting(90).RawData);
        (await Definition.Check($"{{ kind: certificates, files: [\"{_folder.File("site.der")}\"] }}").LookAsync()).Only().Level.ShouldBe(Level.Ok);
    }

    [Fact]
    public async Task The_thresholds_are_days_as_people_write_them() =>
        (await FileAsync(Lasting(20).ExportCertificatePem(), "thresholds: { warning: 10d, critical: 1d }")).Only().Level.ShouldBe(Level.Ok);

    [Theory]
    [InlineData("", "there is no certificate in ")]
    [InlineData("garbage \u0001\u0002", "there is no certificate in ")]
    [InlineData("0garbage", "certificate 1 of ")]
    [InlineData("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n", "certificate 1 of ")]
    [InlineData("-----BEGIN CERTIFICATE-----\nQUJD", "certificate 1 of ")]
    public async Task Garbage_is_incomplete(string text, string reason)
    {
        var look = await FileAsync(text);
        look.Incomplete.ShouldNotBeNull().ShouldStartWith(reason);
        look.Observations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Certificates_with_any_byte_changed_are_survived()
    {
        var random = new Random(20260301);
        using var good = Lasting(90, "www.example");
        for (var look = 0; look < 40; look++)
        {
            var text = new StringBuilder(good.ExportCertificatePem()).AppendLine();
            for (var n = 0; n < 20; n++)
            {
                var bytes = good.RawData;
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                text.AppendLine(new string(PemEncoding.Write("CERTIFICATE", bytes)));
            }
            var seen = await FileAsync(text.ToString(), "trust: system");
            seen.Observations.ShouldContain(one => one.Thing == _folder.File("site.pem"), "the first of them is a good one");
        }
    }

    [Fact]
    public async Task One_broken_certificate_does_not_hide_the_others()
    {
        var look = await FileAsync($"-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n{Lasting(3).ExportCertificatePem()}");
        look.Incomplete.ShouldBe($"certificate 1 of {_folder.File("site.pem")} cannot be read");
        look.Observations.ShouldHaveSingleItem().Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task Files_that_are_not_there_or_are_something_else_are_incomplete_each_for_itself()
    {
        var good = _folder.Write("good.pem", Lasting(90).ExportCertificatePem());
        var look = await Definition.Check($"{{ kind: certificates, files: [\"{_folder.File("none.pem")}\", \"{good}\", \"{_folder.Path}\", /dev/zero] }}")
            .LookAsync(Definition.Context(), TestContext.Current.CancellationToken);

        look.Sources.Select(source => source.Incomplete is null).ShouldBe([false, true, false, false]);
        look.Sources[0].Incomplete!.ShouldContain("none.pem");
        look.Sources[3].Incomplete.ShouldBe("/dev/zero is too long for a file of certificates");
    }

    [Theory]
    [InlineData("kind: certificates", "the key \"files\" is missing")]
    [InlineData("{ kind: certificates, files: [], hosts: [\"http://x\"], name: \"a b\", trust: none }", "\"files\" must list at least one", "\"hosts\" must list hosts; \"http://x\" is none; such as example.org, example.org:8443 or [::1]:443", "\"name\" must be the name of a host, not \"a b\"", "\"trust\" must be one of any, system, not \"none\"")]
    [InlineData("{ kind: certificates, files: [site.pem], thresholds: { critical: 30d } }", "\"files\" must list paths that begin with \"/\"; \"site.pem\" does not", "\"warning\" (21d) must not be below \"critical\" (30d); what is left out is the usual one: write both")]
    public void Each_mistake_is_told(string yaml, params string[] problems) => Definition.ProblemsOf(yaml).ShouldBe(problems);

    private async Task ServeAsync(X509Certificate2 certificate, bool wantsClient)
    {
        using var client = await _listener.AcceptSocketAsync(_stop.Token);
        await using var stream = new SslStream(new NetworkStream(client));
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = wantsClient,
                    EnabledSslProtocols = wantsClient ? SslProtocols.Tls12 : SslProtocols.None,
                },
                _stop.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The client leaves as soon as it has seen enough.
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _listener.Dispose();
        _port.Dispose();
        _folder.Dispose();
    }
}
