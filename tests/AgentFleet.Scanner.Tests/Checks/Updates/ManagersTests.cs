using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks.Updates;
using AgentFleet.Scanner.Tests.Service;

namespace AgentFleet.Scanner.Tests.Checks.Updates;

/// <summary>What holds whichever package managers a machine has.</summary>
public sealed class ManagersTests : IDisposable
{
    private readonly Machine _machine = new();

    private (Apt Apt, SoftwareUpdate Mac) Both(string apt, string mac)
    {
        _machine.Write("var/lib/dpkg/status");
        _machine.Write("var/lib/apt/lists/x_InRelease");
        _machine.Write("usr/sbin/softwareupdate");
        return (
            new(_machine.Root) { Program = _machine.Script("apt-get", apt) },
            new(_machine.Root) { Program = _machine.Script("softwareupdate", mac), Defaults = _machine.Script("defaults", "echo 2026-03-09 00:00:00 +0000") });
    }

    [Fact]
    public async Task A_machine_without_any_is_not_well()
    {
        var look = await _machine.LookAsync(new Apt(_machine.Root), new Dnf(_machine.Root), new Brew(_machine.Root), new SoftwareUpdate(_machine.Root));
        look["updates"].Incomplete.ShouldBe("there is no package manager here that is understood: neither apt nor dnf, Homebrew or softwareupdate");
    }

    [Fact]
    public async Task Each_fails_alone()
    {
        var (apt, mac) = Both("exit 1", "echo No new software available.");
        var look = await _machine.LookAsync(apt, mac);
        look.Keys.ShouldBe(["packages", "lists", "reboot", "softwareupdate-packages", "softwareupdate-lists"]);
        look.Values.Select(source => source.Incomplete is null).ShouldBe([false, true, true, true, true]);
    }

    [Fact]
    public async Task One_that_hangs_keeps_the_others_from_nothing()
    {
        var (apt, mac) = Both("echo '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'", "echo No new software available.");
        await _machine.LookAsync(apt, mac);
        (apt, mac) = Both($"touch '{_machine.File("started")}'; exec sleep 60", "exit 9");
        File.SetLastWriteTimeUtc(_machine.File("var/lib/dpkg/status"), _machine.Clock.GetUtcNow().UtcDateTime.AddDays(1));

        var looking = _machine.LookAsync(apt, mac);
        await RunningScanner.UntilAsync(() => File.Exists(_machine.File("started")));
        _machine.Clock.Advance(TimeSpan.FromSeconds(8.1));
        var look = await looking;

        look["packages"].Incomplete.ShouldBe("apt-get did not answer within 8s");
        look.Values.Count(source => source.Incomplete is null).ShouldBe(4);
    }

    [Theory]
    [InlineData("pending", "rubbish")]
    [InlineData("pending", "-1 3")]
    [InlineData("pending", "")]
    public async Task Notes_that_are_none_are_asked_for_anew(string key, string note)
    {
        var (apt, _) = Both("echo '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'", "");
        await _machine.LookAsync(apt);
        _machine.Forge(key, note);
        Machine.Titles((await _machine.LookAsync(apt))["packages"]).First().ShouldBe("security: Ok: 0 security updates are pending");
    }

    [Fact]
    public void Mistakes_in_a_definition_are_told_at_once()
    {
        var problems = new Problems();
        var map = YamlMap.Parse("web.yaml", "{ security: { warning: 5, critical: 2 }, lists_older_than: 7, reboot: bad }", problems)!;
        UpdateCheck.Kind.Read(map, problems);
        problems.All.Select(problem => problem.ToString()).ShouldBe(
        [
            "web.yaml:1:24: \"warning\" (5) must not be above \"critical\" (2)",
            "web.yaml:1:60: \"lists_older_than\" must be a duration from 1h to 365d, not \"7\"; a number needs a unit: 7ms, 7s, 7m, 7h or 7d",
            "web.yaml:1:71: \"reboot\" must be one of ok, info, warning, critical, not \"bad\"",
        ]);
    }

    public void Dispose() => _machine.Dispose();
}
