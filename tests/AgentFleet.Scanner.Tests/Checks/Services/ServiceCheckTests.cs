using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Services;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks.Services;

/// <summary>A program stands in for systemctl and tells of services in systemd's words; the last test asks the real one.</summary>
public sealed class ServiceCheckTests : IDisposable
{
    private const string Well = "Id=ssh.service\nNames=ssh.service sshd.service\nResult=success\nNRestarts=0\nLoadState=loaded\nActiveState=active\nSubState=running\n";
    private const string Done = "Result=success\nNRestarts=0\nId=backup.service\nNames=backup.service\nLoadState=loaded\nActiveState=inactive\nSubState=dead\n";
    private const string Failed = "Result=exit-code\nNRestarts=5\nId=web.service\nNames=web.service\nLoadState=loaded\nActiveState=failed\nSubState=failed\n";
    private const string Unknown = "Result=success\nNRestarts=0\nId=plymouth.service\nNames=plymouth.service\nLoadState=not-found\nActiveState=inactive\nSubState=dead\n";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private IReadOnlyDictionary<string, string> _notes = new Dictionary<string, string>();

    private static string Restarted(string state, int times) => $"Id=db.service\nNames=db.service\nResult=success\nNRestarts={times}\nLoadState=loaded\nActiveState={state}\nSubState=running\n";

    private Task<SourceLook> LookAsync(ServiceChoice choice, params string[] services) => RunAsync(choice, "cat <<'END'\n" + string.Join('\n', services) + "END\n");

    private Task<SourceLook> LookAsync(params string[] services) => LookAsync(new ServiceChoice([], []), services);

    private async Task<SourceLook> RunAsync(ServiceChoice choice, string script, string? booted = null)
    {
        var check = new ServiceCheck(choice, 3) { Source = new Systemd { Systemctl = ["/bin/sh", _folder.Write("systemctl", script)], Booted = booted ?? _folder.Path } };
        _clock.Advance(TimeSpan.FromMinutes(1));
        var look = await check.LookAsync(new("services", TimeSpan.FromSeconds(10), _clock) { Notes = _notes }, TestContext.Current.CancellationToken);
        _notes = look.Notes ?? _notes;
        return look.Sources.ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Titles(SourceLook look)
    {
        look.Incomplete.ShouldBeNull();
        return look.Observations.Select(seen => $"{seen.Level}: {seen.Title}");
    }

    [Fact]
    public async Task A_service_that_has_failed_is_critical_and_one_that_was_done_is_well()
    {
        var look = await LookAsync(Well, Done, Failed, Unknown);
        Titles(look).ShouldBe(["Ok: ssh.service is active (running)", "Ok: backup.service is inactive (dead)", "Critical: web.service has failed (exit-code)"]);
        (look.Observations[2].Thing, look.Observations[2].Evidence["unit"]!.GetValue<string>()).ShouldBe(("web.service", "web.service"));
    }

    [Fact]
    public async Task What_is_excluded_is_left_out() =>
        Titles(await LookAsync(new ServiceChoice([], ["web*.service", "backup.service"]), Well, Done, Failed)).ShouldBe(["Ok: ssh.service is active (running)"]);

    [Fact]
    public async Task A_service_that_is_named_must_run()
    {
        var choice = new ServiceChoice(["sshd.service", "backup.service", "plymouth.service"], []);
        Titles(await LookAsync(choice, Well, Done, Unknown)).ShouldBe(
            ["Ok: ssh.service is active (running)", "Critical: backup.service does not run (inactive)", "Critical: plymouth.service is not loaded (not-found)"]);
    }

    [Fact]
    public async Task Of_a_list_that_was_cut_the_last_service_is_not_believed()
    {
        // The end of what is read is in the middle of a word.
        const string beginning = "Names=", rest = "\n\nId=web.service\nActiveState=fail";
        var filled = (4 << 20) - Well.Length - 1 - beginning.Length - rest.Length;
        var look = await RunAsync(new ServiceChoice([], []), $"cat <<'END'\n{Well}\nEND\nprintf '{beginning}'; head -c {filled} /dev/zero | tr '\\0' x; printf '{rest}ed\n\n'");
        look.Incomplete.ShouldBe("there are too many services to read of in one look");
        look.Observations.Select(seen => seen.Thing).ShouldBe(["ssh.service"]);
    }

    [Fact]
    public async Task One_of_which_nothing_is_said_is_not_well() =>
        (await LookAsync(new ServiceChoice(["other.service"], []), Well)).Incomplete.ShouldBe("systemctl says nothing about other.service");

    [Fact]
    public async Task A_service_that_is_restarted_again_and_again_is_a_warning()
    {
        (await LookAsync(Restarted("active", 40))).Observations[0].Level.ShouldBe(Level.Ok, "nobody knows since when");
        (await LookAsync(Restarted("active", 42))).Observations[0].Level.ShouldBe(Level.Ok);
        Titles(await LookAsync(Restarted("activating", 45))).ShouldBe(["Warning: db.service was restarted 5 times within 2m"]);
        (await LookAsync(Restarted("active", 2))).Observations[0].Level.ShouldBe(Level.Ok, "somebody has started it anew");
        Titles(await LookAsync(Restarted("active", 0), Well)).Count().ShouldBe(2);
        (await LookAsync(Restarted("active", 3))).Observations[0].Level.ShouldBe(Level.Warning);
    }

    [Fact]
    public async Task One_that_comes_up_again_once_a_minute_is_a_warning_too_as_long_as_it_does()
    {
        await LookAsync(Restarted("active", 7));
        (await LookAsync(Restarted("activating", 8))).Observations[0].Level.ShouldBe(Level.Ok);
        (await LookAsync(Restarted("active", 9))).Observations[0].Level.ShouldBe(Level.Ok);
        var bad = (await LookAsync(Restarted("activating", 10))).Observations[0];
        (bad.Level, bad.Since).ShouldBe((Level.Warning, _clock.GetUtcNow().AddMinutes(-1)), "the newest restart came after the last look");

        for (var minute = 0; minute < 12; minute++)
            (await LookAsync(Restarted("active", 10))).Observations[0].Level.ShouldBe(Level.Ok, "it has stayed up for a minute");
        (await LookAsync(Restarted("active", 11))).Observations[0].Level.ShouldBe(Level.Warning, "three within a quarter of an hour");
        _notes["db.service"].Split(' ').Length.ShouldBeLessThan(8);
    }

    [Fact]
    public async Task What_was_restarted_since_somebody_started_it_anew_counts_from_then_on()
    {
        await LookAsync(Restarted("active", 7));
        await LookAsync(Restarted("activating", 40));
        var bad = (await LookAsync(Restarted("activating", 4))).Observations[0];
        (bad.Title, bad.Since).ShouldBe(("db.service was restarted 4 times within 1m", _clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_clock_that_was_put_back_restarts_nothing()
    {
        await LookAsync(Restarted("active", 7));
        _clock.Advance(TimeSpan.FromHours(-2));
        (await LookAsync(Restarted("active", 9))).Observations[0].Level.ShouldBe(Level.Ok);
        (await LookAsync(Restarted("active", 11))).Observations[0].Level.ShouldBe(Level.Ok);
        (await LookAsync(Restarted("active", 12))).Observations[0].Level.ShouldBe(Level.Warning);
    }

    [Fact]
    public async Task What_else_systemd_keeps_is_asked_for_too()
    {
        await RunAsync(new([], []), $"echo \"$@\" > {_folder.File("arguments")}");
        (await File.ReadAllTextAsync(_folder.File("arguments"), TestContext.Current.CancellationToken)).ShouldEndWith(" -- *.service *.socket *.mount *.automount *.swap *.timer *.path\n");
        Titles(await LookAsync("Result=exit-code\nId=srv-backup.mount\nNames=srv-backup.mount\nLoadState=loaded\nActiveState=failed\nSubState=failed\n"))
            .ShouldBe(["Critical: srv-backup.mount has failed (exit-code)"]);
    }

    [Theory]
    [InlineData("echo 'Failed to connect to bus: Host is down' >&2; exit 1", "Failed to connect to bus: Host is down")]
    [InlineData("exit 4", "systemctl failed and does not say why")]
    [InlineData("echo nonsense", "systemctl says nothing about any service")]
    public async Task What_cannot_be_asked_is_incomplete(string script, string reason)
    {
        await LookAsync(Restarted("active", 4));
        var look = await RunAsync(new([], []), script);
        (look.Incomplete, look.Observations.Count).ShouldBe((reason, 0));
        _notes["db.service"].ShouldStartWith("4@");
    }

    [Fact]
    public async Task Where_systemd_does_not_run_the_machine_nothing_is_well() =>
        (await RunAsync(new([], []), "exit 0", _folder.File("none"))).Incomplete.ShouldBe("systemd does not run this machine");

    [Fact]
    public async Task All_services_are_asked_for_at_once_and_a_name_is_never_an_option()
    {
        var arguments = $"echo \"$@\" > {_folder.File("arguments")}";
        await RunAsync(new(["a.service", "b.timer"], []), arguments);
        (await File.ReadAllTextAsync(_folder.File("arguments"), TestContext.Current.CancellationToken))
            .ShouldBe("show --no-pager --property=Id,Names,LoadState,ActiveState,SubState,Result,NRestarts -- a.service b.timer\n");
    }

    [Fact]
    public void Mistakes_in_a_definition_are_told_at_once()
    {
        var problems = new Problems();
        var map = YamlMap.Parse("web.yaml", "{ units: [nginx, \"--all\"], exclude: [\"user@*\", \"a b\"], restarts: 0 }", problems)!;
        ServiceCheck.Kind.Read(map, problems);
        problems.All.Select(problem => problem.ToString()).ShouldBe(
        [
            "web.yaml:1:10: \"--all\" in \"units\" is not the name of a unit; write it as systemctl shows it, such as nginx.service",
            "web.yaml:1:37: \"a b\" in \"exclude\" is not the name of a unit; write it as systemctl shows it, such as nginx.service",
            "web.yaml:1:66: \"restarts\" must be a whole number from 1 to 1000, not \"0\"",
        ]);
    }

    [Fact]
    public async Task The_real_systemd_tells_of_its_services()
    {
        if (!Directory.Exists("/run/systemd/system"))
            Assert.Skip("systemd does not run this machine");
        var look = await new ServiceCheck(new([], []), 3).LookAsync(new("services", TimeSpan.FromSeconds(10), TimeProvider.System), TestContext.Current.CancellationToken);
        look.Sources.ShouldHaveSingleItem().Observations.ShouldContain(seen => seen.Thing == "dbus.service" || seen.Thing == "systemd-journald.service");
    }

    public void Dispose() => _folder.Dispose();
}
