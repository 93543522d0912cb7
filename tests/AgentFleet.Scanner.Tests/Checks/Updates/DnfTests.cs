using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>A folder stands for a machine with dnf, and a program for dnf that says what dnf 4 and dnf5 said.</summary>
public sealed class DnfTests : IDisposable
{
    private readonly Machine _machine = new();

    public DnfTests()
    {
        _machine.Write("usr/bin/dnf");
        _machine.Write("var/lib/rpm/rpmdb.sqlite");
        _machine.Write("etc/yum.repos.d/fedora.repo");
        _machine.Write("var/cache/dnf/fedora-0123/repodata/repomd.xml", daysAgo: 8);
        _machine.Write("var/cache/libdnf5/fedora-4567/repodata/primary.xml", daysAgo: 2);
    }

    /// <param name="updates">What check-update does; so the others.</param>
    private Task<Dictionary<string, SourceLook>> LookAsync(string updates, string security = "true", string reboot = "true") => _machine.LookAsync(new Dnf(_machine.Root)
    {
        Program = _machine.Script("dnf", $"""
            case "$*" in
            '--cacheonly check-update') {updates};;
            '--cacheonly updateinfo list --security') {security};;
            '--cacheonly --disablerepo=* needs-restarting -r') {reboot};;
            *) echo "no such words: $*" >&2; exit 3;;
            esac
            """),
    });

    private static string Says(string file) => $"cat '{Machine.Recorded(file)}'";

    [Fact]
    public async Task Dnf_4_tells_of_updates_and_which_are_for_security()
    {
        var look = await LookAsync(Says("dnf-4.14.0/check-update.txt") + "; exit 100", Says("dnf-4.14.0/updateinfo.txt"));
        Machine.Titles(look["dnf-packages"]).ShouldBe(["dnf-security: Warning: 1 security update is pending (dnf)", "dnf-other: Ok: 2 other updates are pending (dnf)"]);
        Machine.Named(look["dnf-packages"]).ShouldBe(
        [
            "libweak.noarch 1.2-1", "a-package-with-a-name-that-is-so-long-that-no-table-holds-it.noarch 2.0.20251125git0123456789abcdef-1", "tool.noarch 1:2.1-1",
        ]);
    }

    [Fact]
    public async Task Dnf5_tells_of_updates() =>
        Machine.Titles((await LookAsync(Says("dnf5-fedora-41/check-update.txt") + "; exit 100"))["dnf-packages"]).Last().ShouldBe("dnf-other: Ok: 1 other update is pending (dnf)");

    [Theory]
    [InlineData("dnf-4.14.0/updateinfo.txt", "libweak.noarch")]
    [InlineData("dnf5-fedora-38/advisory-list.txt", "kernel.x86_64", "qt.x86_64")]
    [InlineData("dnf5-fedora-40/advisory-list.txt", "libgcc-debuginfo.x86_64", "glib2-debuginfo.x86_64", "glib2-debugsource.x86_64")]
    public void The_packages_of_advisories_are_read_from_each_release(string file, params string[] packages) =>
        DnfOutput.Named(File.ReadAllText(Machine.Recorded(file))).ShouldBe(packages, ignoreOrder: true);

    [Theory]
    [InlineData("\nlong-name.noarch\n                  1.0-1.fc40         updates\nb.x86_64  2:1-1  u\n", "long-name.noarch", "b.x86_64")]
    [InlineData("Upgrades\na.x86_64 1-1 u\nObsoletes\n  b.x86_64 1-1 u\n", "a.x86_64")]
    [InlineData("Last metadata expiration check: 0:00:12 ago on Wed.\nSecurity: kernel-core-6.1-1.x86_64 is an installed security update\n")]
    public void What_is_no_update_is_not_counted(string output, params string[] packages) => DnfOutput.Updates(output).Select(update => update.Package).ShouldBe(packages);

    [Fact]
    public async Task A_machine_without_updates_is_well_and_not_asked_again()
    {
        var look = await LookAsync("true", "exit 9", "echo Reboot should not be necessary.");
        look.Values.SelectMany(Machine.Titles).ShouldBe(
        [
            "dnf-security: Ok: 0 security updates are pending (dnf)", "dnf-other: Ok: 0 other updates are pending (dnf)",
            "dnf-lists: Ok: the package lists are 2d old (dnf)", "dnf-reboot: Ok: no reboot is required (dnf)",
        ]);
        (await LookAsync("exit 9", "exit 9", "exit 9")).Values.SelectMany(Machine.Titles).Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("var/lib/rpm/rpmdb.sqlite")]
    [InlineData("var/cache/libdnf5/fedora-4567/repodata/primary.xml")]
    [InlineData("etc/yum.repos.d/other.repo")]
    public async Task What_changes_its_answer_has_it_asked_again(string file)
    {
        await LookAsync("true");
        _machine.Write(file, daysAgo: -1000);
        (await LookAsync("exit 9"))["dnf-packages"].Incomplete.ShouldBe("dnf check-update failed and does not say why");
    }

    [Theory]
    [InlineData("echo 'Error: There are no enabled repositories' >&2; exit 1", "Error: There are no enabled repositories")]
    [InlineData("echo 'Cache-only enabled but no cache for repository \"fedora\"' >&2; exit 1", "Cache-only enabled but no cache for repository \"fedora\"")]
    [InlineData("exit 100", "dnf check-update says what is not understood")]
    [InlineData("echo; echo 'a.x86_64 1-1 u'", "dnf check-update says what is not understood")]
    [InlineData("yes 'a.x86_64 1-1 u'", "dnf check-update did not answer within 8s")]
    public async Task What_dnf_cannot_say_blinds_nothing_else(string updates, string reason)
    {
        var looking = LookAsync(updates);
        while (!looking.IsCompleted && reason.Contains("8s", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
            _machine.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var look = await looking;
        (look["dnf-packages"].Incomplete, look["dnf-packages"].Observations.Count).ShouldBe((reason, 0));
        look["dnf-lists"].Incomplete.ShouldBeNull();
    }

    [Fact]
    public async Task A_repository_that_was_left_out_is_told_of_and_what_is_bad_without_it_is_bad()
    {
        const string LeftOut = "echo 'Ignoring repositories: rpmfusion' >&2";
        var unknown = (await LookAsync(LeftOut))["dnf-packages"];
        (unknown.Incomplete, unknown.Observations.Count).ShouldBe(("Ignoring repositories: rpmfusion", 0));

        var bad = (await LookAsync($"{LeftOut}; {Says("dnf-4.14.0/check-update.txt")}; exit 100", Says("dnf-4.14.0/updateinfo.txt")))["dnf-packages"];
        bad.Incomplete.ShouldNotBeNull();
        bad.Observations.ShouldHaveSingleItem().Thing.ShouldBe("dnf-security");
        Machine.Titles((await LookAsync("true"))["dnf-packages"]).Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_reboot_is_asked_for()
    {
        var reboot = (await LookAsync("true", reboot: Says("dnf-4.14.0/needs-restarting.txt") + "; exit 1"))["dnf-reboot"];
        Machine.Titles(reboot).ShouldBe(["dnf-reboot: Warning: a reboot is required (dnf)"]);
        Machine.Named(reboot).ShouldBe(["kernel"]);
    }

    [Fact]
    public async Task The_next_start_of_the_machine_has_it_asked_again()
    {
        _machine.Write("proc/sys/kernel/random/boot_id", "one\n");
        await LookAsync("true", reboot: Says("dnf-4.14.0/needs-restarting.txt") + "; exit 1");
        _machine.Write("proc/sys/kernel/random/boot_id", "two\n");
        Machine.Titles((await LookAsync("true", reboot: "true"))["dnf-reboot"]).ShouldBe(["dnf-reboot: Ok: no reboot is required (dnf)"]);
    }

    [Fact]
    public async Task A_reboot_that_nobody_can_tell_of_is_none_and_one_that_is_not_told_is_incomplete()
    {
        const string Missing = "echo 'No such command: needs-restarting. Please use /usr/bin/dnf --help' >&2; exit 1";
        (await LookAsync("true", reboot: Missing)).Keys.ShouldBe(["dnf-packages", "dnf-lists"]);

        _machine.Write("var/lib/rpm/rpmdb.sqlite", daysAgo: -1);
        (await LookAsync("true", reboot: "echo 'no cache' >&2; exit 1"))["dnf-reboot"].Incomplete.ShouldBe("no cache");
        (await LookAsync("true", reboot: "exit 1"))["dnf-reboot"].Incomplete.ShouldBe("dnf needs-restarting failed and does not say why");
    }

    [Fact]
    public async Task A_machine_that_never_asked_knows_nothing()
    {
        Directory.Delete(_machine.File("var/cache"), recursive: true);
        (await LookAsync("true"))["dnf-lists"].Incomplete.ShouldBe("there is no metadata: nobody knows of updates before dnf makecache has run");
    }

    [Theory]
    [InlineData("usr/bin/dnf")]
    [InlineData("var/lib/rpm/rpmdb.sqlite")]
    [InlineData("etc/yum.repos.d/fedora.repo")]
    public void On_a_machine_that_is_not_kept_by_it_dnf_is_not_asked(string missing)
    {
        new Dnf(_machine.Root).IsThere.ShouldBeTrue();
        File.Delete(_machine.File(missing));
        new Dnf(_machine.Root).IsThere.ShouldBeFalse();
    }

    public void Dispose() => _machine.Dispose();
}
