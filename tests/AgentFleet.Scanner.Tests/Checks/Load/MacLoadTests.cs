using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Load;
using AgentFleet.Scanner.Checks.Processes;

namespace AgentFleet.Scanner.Tests.Checks.Load;

public sealed class MacLoadTests : IDisposable
{
    private readonly MacPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    private async Task<Look> LookAsync(string sysctl, decimal warning = 2) => await new LoadCheck(new(warning, 4), Thresholds.Never, Thresholds.Never)
    {
        Source = new MacLoad
        {
            SysctlProgram = _programs.Runs("sysctl", sysctl),
            Processes = new MacProcesses { Ps = _programs.Says("ps", "  1 0 Ss 2-00:00:01 100 /sbin/launchd\n 7 1 R+ 01:02 9 /usr/bin/yes\n 8 1 U 01:02 9 /usr/bin/codesign\n") },
        },
    }.LookAsync(new("machine", TimeSpan.FromSeconds(10), TimeProvider.System), TestContext.Current.CancellationToken);

    private Task<Look> ToldAsync(string told, decimal warning = 2) => LookAsync($"cat '{_programs.Says("told", told)}.txt'", warning);

    [Fact]
    public async Task The_load_is_shared_by_the_processors()
    {
        var recorded = MacPrograms.Recorded("undated", "sysctl-vm.txt") + "hw.logicalcpu: 8\n";
        var look = await ToldAsync(recorded);
        look.Sources.ShouldHaveSingleItem().Incomplete.ShouldBeNull();
        (look.Of("load").Level, look.Of("load").Title).ShouldBe((Level.Ok, "the load of the last five minutes is 0.14 for each processor (1.18 on 8 processors)"));

        var busy = (await ToldAsync(recorded, warning: 0.1m)).Of("load");
        busy.Level.ShouldBe(Level.Warning);
        busy.Evidence["busy"]!.ToJsonString().ShouldBe("""[{"pid":7,"name":"yes","state":"R"},{"pid":8,"name":"codesign","state":"U"}]""");
    }

    [Fact]
    public async Task Nobody_s_language_decides_how_numbers_are_written() =>
        (await LookAsync("[ \"$LC_ALL\" = C ] && printf 'vm.loadavg: { 1.0 2.0 3.0 }\\nhw.logicalcpu: 1\\n'")).Of("load").Level.ShouldBe(Level.Warning);

    [Theory]
    [InlineData("vm.loadavg: { 1,28 1,18 1,13 }\nhw.logicalcpu: 8\n")]
    [InlineData("vm.loadavg: { 1.28 1.18 1.13 }\nhw.logicalcpu: 0\n")]
    [InlineData("vm.loadavg: { 1.28 }\nhw.logicalcpu: 8\n")]
    [InlineData("")]
    public async Task Odd_answers_are_incomplete(string told) =>
        (await ToldAsync(told)).Incomplete("machine").ShouldBe("sysctl does not tell vm.loadavg and hw.logicalcpu");

    [Theory]
    [InlineData("exit 3", "sysctl failed with exit code 3 and does not say why")]
    [InlineData("echo 'sysctl: unknown oid' >&2; exit 1", "sysctl failed: sysctl: unknown oid")]
    [InlineData("head -c 5000000 /dev/zero", "sysctl tells more than can be read")]
    public async Task A_program_that_cannot_tell_is_incomplete(string script, string reason) =>
        (await LookAsync(script)).Incomplete("machine").ShouldBe(reason);
}
