using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Updates;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>A folder stands for a Mac, and a program for softwareupdate that says what softwareupdate said.</summary>
public sealed class SoftwareUpdateTests : IDisposable
{
    private readonly Machine _machine = new();

    public SoftwareUpdateTests() => _machine.Write("usr/sbin/softwareupdate");

    private Task<Dictionary<string, SourceLook>> LookAsync(string list, string scanned = "echo '2026-03-08 10:50:35 +0000'") => _machine.LookAsync(new SoftwareUpdate(_machine.Root)
    {
        Program = _machine.Script("softwareupdate", $"""[ "$*" = "--list --no-scan" ] || exit 3; {list}"""),
        Defaults = _machine.Script("defaults", $"""[ "$*" = "read /Library/Preferences/com.apple.SoftwareUpdate LastSuccessfulDate" ] || exit 3; {scanned}"""),
    });

    private static string Says(string file) => $"cat '{Machine.Recorded(file)}'";

    private void Runs(string version) => _machine.Write("System/Library/CoreServices/SystemVersion.plist", $"<key>ProductVersion</key>\n\t<string>{version}</string>\n");

    [Fact]
    public async Task Updates_of_macOS_count_as_for_security_and_the_next_macOS_does_not()
    {
        Runs("12.1");
        var packages = (await LookAsync(Says("macos-12.1/list.txt")))["softwareupdate-packages"];
        Machine.Titles(packages).ShouldBe(["softwareupdate-security: Warning: 1 security update is pending (softwareupdate)", "softwareupdate-other: Ok: 2 other updates are pending (softwareupdate)"]);
        Machine.Named(packages).ShouldBe(["macOS Monterey 12.6.7", "Command Line Tools for Xcode 13.2", "macOS Ventura 13.4.1"]);
    }

    [Fact]
    public async Task The_newest_form_is_understood()
    {
        Runs("26.5");
        Machine.Titles((await LookAsync(Says("macos-26/list.txt")))["softwareupdate-packages"]).First().ShouldBe("softwareupdate-security: Warning: 1 security update is pending (softwareupdate)");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" >&2")]
    public async Task A_Mac_without_updates_is_well_and_not_asked_again(string stream)
    {
        var look = await LookAsync(Says("macos-12/list-no-scan.txt") + stream);
        look.Values.SelectMany(Machine.Titles).ShouldBe(
        [
            "softwareupdate-security: Ok: 0 security updates are pending (softwareupdate)", "softwareupdate-other: Ok: 0 other updates are pending (softwareupdate)",
            "softwareupdate-lists: Ok: the package lists are 1d13h old (softwareupdate)",
        ]);
        (await LookAsync("exit 9", "exit 9")).Values.SelectMany(Machine.Titles).Count().ShouldBe(3);

        _machine.Write("Library/Preferences/com.apple.SoftwareUpdate.plist");
        (await LookAsync("exit 9", "exit 9")).Values.ShouldAllBe(source => source.Incomplete != null);
    }

    [Theory]
    [InlineData("Security Update 2026-001", "13.7.1", true)]
    [InlineData("macOS Security Response 13.4.1 (a)", "13.4.1 (a)", true)]
    [InlineData("Safari", "26.1", true)]
    [InlineData("macOS Tahoe 26.1", "26.1", false)]
    [InlineData("Command Line Tools for Xcode", "16.4", false)]
    public void Each_update_is_for_security_or_not(string title, string version, bool security) =>
        SoftwareUpdateList.Parse($"* Label: x-1\n\tTitle: {title}, Version: {version}, Size: 1K, Recommended: YES,\n", "", "13").ShouldHaveSingleItem().IsSecurity.ShouldBe(security);

    [Theory]
    [InlineData("true", "softwareupdate says what is not understood")]
    [InlineData("echo 'Software Update Tool'", "softwareupdate says what is not understood")]
    [InlineData("printf '* Label: a-1\\n\\tTitle: a, Version: 1, Size: 1K,\\n* Label: b-1\\n'", "softwareupdate says what is not understood")]
    [InlineData("echo 'it is broken' >&2; exit 1", "it is broken")]
    public async Task What_it_cannot_say_blinds_nothing_else(string list, string reason)
    {
        var look = await LookAsync(list);
        (look["softwareupdate-packages"].Incomplete, look["softwareupdate-packages"].Observations.Count).ShouldBe((reason, 0));
        look["softwareupdate-lists"].Incomplete.ShouldBeNull();
    }

    [Theory]
    [InlineData("echo; exit 1", "defaults failed and does not say why")]
    [InlineData("echo yesterday", "macOS does not say when it last looked for updates")]
    public async Task A_Mac_that_never_looked_knows_nothing(string scanned, string reason) =>
        (await LookAsync(Says("macos-12/list-no-scan.txt"), scanned))["softwareupdate-lists"].Incomplete.ShouldBe(reason);

    public void Dispose() => _machine.Dispose();
}
