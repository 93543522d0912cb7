using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>A folder stands for a machine with apt, and a program for apt-get that says what apt-get 2.6.1 said.</summary>
[Trait("Category", "Slow")]
public sealed class AptTests : IDisposable
{
    private readonly Machine _machine = new();

    public AptTests()
    {
        _machine.Write("var/lib/dpkg/status");
        _machine.Write("var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_InRelease", daysAgo: 2);
        Directory.SetLastWriteTimeUtc(_machine.File("var/lib/apt/lists"), _machine.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
    }

    private static string Recorded => Repository.Path("tests", "AgentFleet.Scanner.Tests", "Checks", "Updates", "Recorded", "apt-get-2.6.1.txt");

    private static string Nine => $"echo '9 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.'; cat {Recorded}";

    private const string None = "echo '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'";

    private Task<Dictionary<string, SourceLook>> LookAsync(string script) =>
        _machine.LookAsync(new Apt(_machine.Root) { Program = _machine.Script("apt-get", script) });

    private static IEnumerable<string> Titles(SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        return look.Observations.Select(seen => $"{seen.Level}: {seen.Title}");
    }

    [Fact]
    public async Task Updates_for_security_are_told_from_others()
    {
        var packages = (await LookAsync(Nine))["packages"];
        Titles(packages).ShouldBe(["Warning: 4 security updates are pending", "Ok: 5 other updates are pending"]);
        packages.Observations[0].Evidence["packages"]![0]!.GetValue<string>().ShouldBe("libgcrypt20-dev 1.10.1-3 -> 1.10.1-3+deb12u1");
    }

    [Fact]
    public async Task An_unchanged_machine_is_not_asked_again()
    {
        await LookAsync(Nine);
        Titles((await LookAsync("exit 9"))["packages"]).First().ShouldBe("Warning: 4 security updates are pending");

        File.SetLastWriteTimeUtc(_machine.File("var/lib/dpkg/status"), _machine.Clock.GetUtcNow().UtcDateTime.AddDays(1));
        Titles((await LookAsync(None))["packages"]).ShouldBe(["Ok: 0 security updates are pending", "Ok: 0 other updates are pending"]);
    }

    [Theory]
    [InlineData("echo 'E: The list of sources could not be read.' >&2; exit 100", "E: The list of sources could not be read.")]
    [InlineData("exit 100", "apt-get failed and does not say why")]
    public async Task What_apt_cannot_say_blinds_nothing_else(string script, string reason)
    {
        var look = await LookAsync(script);
        (look["packages"].Incomplete, look["packages"].Observations.Count).ShouldBe((reason, 0));
        Titles(look["lists"]).ShouldBe(["Ok: the package lists are 2d old"]);
        Titles((await LookAsync(Nine))["packages"]).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("true", "apt-get does not say how many packages it would upgrade")]
    [InlineData("echo 'Upgrading: libc6 libssl3'", "apt-get does not say how many packages it would upgrade")]
    [InlineData("echo 'Inst libc6 2.36 -> 2.37'; echo '1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'", "apt-get would upgrade 1 packages, but names 0")]
    public async Task What_is_not_understood_is_not_no_updates(string script, string reason) => (await LookAsync(script))["packages"].Incomplete.ShouldBe(reason);

    [Theory]
    [InlineData("echo '0 upgraded, 0 newly installed, 0 to remove and 3 not upgraded.'")]
    [InlineData("echo 'Get more security updates through Ubuntu Pro'; echo '0 upgraded, 1 newly installed, 2 to remove and 0 not upgraded.'; echo 'Inst new (6.1 Debian:12/stable [amd64]) []'; echo 'Remv mawk [1.3]'")]
    public async Task What_is_no_update_is_none(string script) =>
        Titles((await LookAsync(script))["packages"]).ShouldBe(["Ok: 0 security updates are pending", "Ok: 0 other updates are pending"]);

    [Fact]
    public async Task What_would_become_older_counts_with_the_others() =>
        Titles((await LookAsync("echo '1 upgraded, 0 newly installed, 1 downgraded, 0 to remove and 0 not upgraded.'; echo 'Inst a [1] (2 Debian:12/stable [amd64])'; echo 'Inst b [2] (1 Debian:12/stable [amd64])'"))["packages"])
            .ShouldBe(["Ok: 0 security updates are pending", "Ok: 2 other updates are pending"]);

    [Fact]
    public async Task Old_lists_are_a_warning_until_they_are_fetched()
    {
        _machine.Clock.Advance(TimeSpan.FromDays(5) + TimeSpan.FromHours(3));
        Titles((await LookAsync(None))["lists"]).ShouldBe(["Warning: the package lists are 7d3h old"]);
        _machine.Write("var/lib/apt/periodic/update-success-stamp", daysAgo: 1);
        Titles((await LookAsync(None))["lists"]).ShouldBe(["Ok: the package lists are 1d old"]);
    }

    [Fact]
    public async Task A_machine_without_lists_knows_nothing()
    {
        Directory.Delete(_machine.File("var/lib/apt/lists"), recursive: true);
        (await LookAsync(None))["lists"].Incomplete.ShouldBe("there are no package lists: nobody knows of updates before apt-get update has run");
    }

    [Fact]
    public async Task A_reboot_is_asked_for_and_done()
    {
        _machine.Write("run/reboot-required", "*** System restart required ***\n");
        _machine.Write("run/reboot-required.pkgs", "linux-image-6.1.0-48-amd64\n");
        var reboot = (await LookAsync(None))["reboot"];
        Titles(reboot).ShouldBe(["Warning: a reboot is required"]);
        reboot.Observations[0].Evidence["packages"]!.ToJsonString().ShouldBe("[\"linux-image-6.1.0-48-amd64\"]");

        Directory.Delete(_machine.File("run"), recursive: true);
        Titles((await LookAsync(None))["reboot"]).ShouldBe(["Ok: no reboot is required"]);
    }

    [Theory]
    [InlineData("Inst linux-image [6.8.0-1] (6.8.0-2 Ubuntu:24.04/noble-updates, Ubuntu:24.04/noble-security [amd64])", true)]
    [InlineData("Inst vlc [3.0-1] (3.0-2 UbuntuESMApps:22.04/jammy-apps-security [amd64]) []", true)]
    [InlineData("Inst chrome [1.0-1] (1.0-2 Google LLC:1.0/stable [amd64])", false)]
    public void Each_archive_is_understood(string line, bool security) => Apt.Parse(line).ShouldHaveSingleItem().IsSecurity.ShouldBe(security);

    [Theory]
    [InlineData("Inst linux-image-6.1.0-48-amd64 (6.1.170-1 Debian-Security:12/oldstable-security [amd64])")]
    [InlineData("Conf bash (5.2.15-2+b13 Debian:12.15/oldstable [amd64])")]
    [InlineData("Remv bash [5.2.15-2]")]
    [InlineData("NOTE: This is only a simulation!")]
    public void What_is_no_update_is_not_counted(string line) => Apt.Parse(line).ShouldBeEmpty();

    [Fact]
    public async Task The_real_apt_answers()
    {
        if (!File.Exists("/usr/bin/apt-get"))
            Assert.Skip("there is no apt-get here");
        var look = await Definition.Check("kind: updates").LookAsync(Definition.Context(TimeSpan.FromSeconds(60)), TestContext.Current.CancellationToken);
        Titles(look.Sources.Single(source => source.Source == "packages")).Count().ShouldBe(2);
    }

    public void Dispose() => _machine.Dispose();
}
