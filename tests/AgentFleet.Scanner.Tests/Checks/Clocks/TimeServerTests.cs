using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Clocks;

namespace AgentFleet.Scanner.Tests.Checks.Clocks;

/// <summary>What sntp of macOS said; no test asks a server.</summary>
public sealed class TimeServerTests : IDisposable
{
    private readonly MacPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    private async Task<SourceLook> LookAsync(string script, TimeSpan? timeout = null) =>
        (await new TimeCheck(new(0.1m, 1), new TimeServer("time.example.org") { Sntp = _programs.Runs("sntp", script) }).LookAsync(
            new("time", timeout ?? TimeSpan.FromSeconds(10), TimeProvider.System), TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();

    [Theory]
    [InlineData("macos-11", "sntp.txt", Level.Ok, "the clock is off by 19ms", "0.020148")]
    [InlineData("macos-11", "sntp-behind.txt", Level.Critical, "the clock is off by 3m3s893ms", "183.894003")]
    [InlineData("macos-10.14", "sntp.txt", Level.Critical, "the clock is off by 18m7s742ms", "1812.925865")]
    public async Task The_offset_is_set_against_the_thresholds(string release, string file, Level level, string title, string atMost)
    {
        var look = await LookAsync($"[ \"$*\" = time.example.org ] && cat '{_programs.Says("told", MacPrograms.Recorded(release, file))}.txt'");
        look.Incomplete.ShouldBeNull();
        var seen = look.Observations.ShouldHaveSingleItem();
        (seen.Level, seen.Title, seen.Number<string>("told_by")).ShouldBe((level, title, "time.example.org"));
        seen.Number<decimal>("at_most_seconds").ShouldBe(decimal.Parse(atMost, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("exit 0", "sntp tells no time of time.example.org")]
    [InlineData("echo '+0,019889 +/- 0,000259 time.example.org 192.0.2.1'", "sntp tells no time of time.example.org")]
    [InlineData("exit 1", "sntp failed with exit code 1 and does not say why")]
    public async Task No_answer_is_incomplete(string script, string reason) =>
        ((await LookAsync(script)).Incomplete, (await LookAsync(script)).Observations.Count).ShouldBe((reason, 0));

    [Fact]
    public async Task A_server_that_does_not_answer_is_incomplete()
    {
        var failed = _programs.Says("failed", MacPrograms.Recorded("macos-13", "sntp-failed.txt"));
        (await LookAsync($"cat '{failed}.txt' >&2; exit 1")).Incomplete.ShouldBe("sntp failed: sntp: Exchange failed: Timeout sntp: Clock select failed");
        (await LookAsync("exec sleep 60", TimeSpan.FromSeconds(1))).Incomplete.ShouldBe("sntp did not answer within 800ms");
    }

    [Fact]
    public void Garbage_tells_no_time() => MacPrograms.Garbage.Select(SntpAnswer.Parse).ShouldAllBe(answer => answer == null);

    [Theory]
    [InlineData("{ server: time.apple.com }")]
    [InlineData("{ thresholds: { warning: 50ms } }", "the key \"server\" is missing")]
    [InlineData("{ server: \"-sS\" }", "\"-sS\" is not the name or the address of a server; write it as time.apple.com, or 192.0.2.1")]
    public void A_server_must_be_named(string yaml, params string[] expected)
    {
        var problems = new Problems();
        TimeCheck.Kind.ReadOn(Platforms.MacOS, YamlMap.Parse("time.yaml", yaml, problems)!, problems);
        TimeCheck.Read(YamlMap.Parse("time.yaml", yaml, new Problems())!, Platforms.MacOS);
        problems.All.Select(problem => problem.ToString().Split(": ", 2)[1]).ShouldBe(expected);
    }

    [Fact]
    public void Linux_asks_no_server()
    {
        var problems = new Problems();
        TimeCheck.Kind.ReadOn(Platforms.Linux, YamlMap.Parse("time.yaml", "server: time.apple.com", problems)!, problems);
        problems.All.Select(problem => problem.ToString()).ShouldBe(["time.yaml:1:9: \"server\" works on macOS only; leave it out: Linux tells by itself"]);
    }
}
