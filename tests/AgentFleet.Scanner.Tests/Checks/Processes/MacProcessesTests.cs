using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Tests.Checks.Processes;

/// <summary>Text in the form of ps of macOS, which is the form of any: the real one of this machine is asked too.</summary>
public sealed class MacProcessesTests : IDisposable
{
    private const string Told = """
            1     0 Ss   41-21:05:51  16895 /sbin/launchd
          558     1 S       02:03:04 109592 /Applications/Some Editor.app/Contents/MacOS/Some Editor
          633   558 R+         05:06  61740 /usr/local/bin/python3.12
          700   633 Z          00:01      0 (python3.12)

        """;

    private readonly MacPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    private static async Task<Look> LookAsync(string keys, string ps) => await Check(keys, ps).LookAsync(
        new("machine", TimeSpan.FromSeconds(10), TimeProvider.System), TestContext.Current.CancellationToken);

    private static ProcessCheck Check(string keys, string ps) => ((ProcessCheck)Looks.Defined($"kind: process\n{keys}")).From(new MacProcesses { Ps = ps });

    private string Ps(string commands = "") => _programs.Runs("ps", $"case \"$*\" in *pid=,command=) cat '{_programs.Says("commands", commands)}.txt' ;; *) cat '{_programs.Says("told", Told)}.txt' ;; esac");

    [Fact]
    public async Task Processes_have_names_ages_and_zombies()
    {
        (await LookAsync("name: Some Editor", Ps())).Of("count").Level.ShouldBe(Level.Ok);
        (await LookAsync("name: launchd\nage: { warning: 41d, critical: 42d }", Ps())).Of("age").Number<decimal>("age_seconds").ShouldBe(41 * 86400 + 21 * 3600 + 5 * 60 + 51);
        var zombies = (await LookAsync("name: python3.12\nzombies: { warning: 1 }", Ps()));
        (zombies.Of("count").Number<int>("count"), zombies.Of("zombies").Level).ShouldBe((1, Level.Warning));
        zombies.Of("zombies").Evidence["parents"]!.ToJsonString().ShouldBe("""[{"pid":633,"zombies":1}]""");
        (await LookAsync("name: Other", Ps())).Of("count").Level.ShouldBe(Level.Critical);
    }

    [Fact]
    public async Task A_command_line_is_asked_for_only_where_it_decides()
    {
        var look = await LookAsync("command: manage.py runworker", Ps("    1 /sbin/launchd\n  633 python3.12 manage.py runworker --all\n"));
        look.Of("count").Number<int>("count").ShouldBe(1);
        (await LookAsync("name: launchd", _programs.Runs("ps", $"[ $# = 3 ] && [ \"$3\" = '{PsLine.Columns}' ] && cat '{_programs.Says("told", Told)}.txt'"))).Of("count").Level.ShouldBe(Level.Ok);
    }

    [Theory]
    [InlineData("exit 1", "ps failed with exit code 1 and does not say why")]
    [InlineData("exit 0", "ps does not tell of process 1, which is always there")]
    [InlineData("echo '1 0 Ss 00:01 1 /sbin/launchd'; echo garbage", "1 of 2 lines of ps tell no process")]
    public async Task Odd_answers_are_incomplete(string script, string reason)
    {
        var look = await LookAsync("name: web", _programs.Runs("ps", script));
        look.Incomplete("machine").ShouldBe(reason);
        look.Sources.ShouldHaveSingleItem().Observations.Where(seen => seen.Thing == "count").ShouldBeEmpty("there may be others");
    }

    [Fact]
    public void Garbage_is_no_process() => MacPrograms.Garbage.SelectMany(text => text.Split('\n'))
        .Where(line => PsLine.Process(line) is not null || PsLine.Command(line) is not null).ShouldBeEmpty();

    [Fact]
    public async Task The_ps_of_this_machine_is_understood()
    {
        Assert.SkipUnless(File.Exists("/bin/ps"), "there is no ps here");
        var list = await new MacProcesses().ReadAsync(withCommands: true, TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

        list.Incomplete.ShouldBeNull();
        var own = list.Seen.Single(process => process.Pid == Environment.ProcessId);
        own.Age.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
        own.ResidentBytes.ShouldBeGreaterThan(1 << 20);
        string.Concat(list.CommandOf(own)).ShouldContain("AgentFleet.Scanner.Tests");
    }

    [Fact]
    public void Descriptors_are_refused_on_macOS()
    {
        var problems = new Problems();
        ProcessCheck.Kind.ReadOn(Platforms.MacOS, YamlMap.Parse("web.yaml", "{ name: web, descriptors: { warning: 80 } }", problems)!, problems);
        problems.All.Select(problem => problem.ToString()).ShouldBe(["web.yaml:1:27: \"descriptors\" works on Linux only; leave it out: macOS tells them only by a long list of all open files"]);
    }
}
