using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Services;

namespace AgentFleet.Scanner.Tests.Checks.Services;

public sealed class LaunchdTests : IDisposable
{
    private static readonly string Recorded = $"PID\tStatus\tLabel\n{MacPrograms.Recorded("macos-13", "launchctl-list-part.txt")}-\t78\tcom.example.web\n81502\t-15\tcom.example.voice\n-\t-9\tcom.apple.quicklook\n501\t0\tapplication.com.example.editor.1.2\n";

    private readonly MacPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    private static async Task<SourceLook> RunAsync(ServiceChoice choice, string launchctl) =>
        (await new ServiceCheck(choice, 3) { Source = new Launchd { Launchctl = launchctl } }.LookAsync(
            new("services", TimeSpan.FromSeconds(10), TimeProvider.System), TestContext.Current.CancellationToken)).Sources.ShouldHaveSingleItem();

    private async Task<IEnumerable<string>> TitlesAsync(ServiceChoice choice)
    {
        var look = await RunAsync(choice, _programs.Says("launchctl", Recorded));
        look.Incomplete.ShouldBeNull();
        return look.Observations.Select(seen => $"{seen.Level}: {seen.Title}");
    }

    [Fact]
    public async Task A_job_that_ended_badly_is_critical_and_those_of_macOS_are_left_out() => (await TitlesAsync(new([], []))).ShouldBe(
    [
        "Ok: com.google.santa.syncservice is waiting (has ended well or not run yet)",
        "Critical: EQHXZ8M8AV.com.google.santa.daemon has failed (signal 6)",
        "Ok: com.google.santa.metricservice is active (running)",
        "Ok: com.google.santa.bundleservice is waiting (has ended well or not run yet)",
        "Critical: com.example.web has failed (exit code 78)",
        "Ok: com.example.voice is active (running)",
    ]);

    [Fact]
    public async Task Those_of_macOS_are_looked_at_when_they_are_asked_for()
    {
        (await TitlesAsync(new([], ["com.google.*", "*.santa.daemon", "com.example.*"]) { WithSystems = true })).ShouldBe(
            ["Critical: com.apple.quicklook has failed (signal 9)", "Ok: application.com.example.editor.1.2 is active (running)"]);
        (await TitlesAsync(new(["com.apple.quicklook"], []))).ShouldBe(["Critical: com.apple.quicklook has failed (signal 9)"]);
    }

    [Fact]
    public async Task A_job_that_is_named_must_be_loaded_and_may_wait() => (await TitlesAsync(new(["com.google.santa.syncservice", "com.example.voice", "com.example.gone"], []))).ShouldBe(
    [
        "Ok: com.google.santa.syncservice is waiting (has ended well or not run yet)",
        "Ok: com.example.voice is active (running)",
        "Critical: com.example.gone is not loaded (not in launchctl's list)",
    ]);

    [Fact]
    public void Older_releases_are_understood()
    {
        var jobs = LaunchdJob.Parse(MacPrograms.Recorded("macos-10.11", "launchctl-list.txt")).ShouldNotBeNull();
        jobs.Count.ShouldBe(6);
        jobs.ShouldAllBe(job => job.IsSystems && job.LastExit == 0);
        jobs.Select(job => job.Pid).ShouldBe([null, null, 279, 324, null, 399]);
    }

    [Theory]
    [InlineData("exit 1", "launchctl failed with exit code 1 and does not say why")]
    [InlineData("echo 'Could not contact launchd' >&2; exit 1", "launchctl failed: Could not contact launchd")]
    [InlineData("exit 0", "launchctl tells of no jobs")]
    [InlineData("printf 'PID\\tStatus\\tLabel\\n'", "launchctl tells of no jobs")]
    [InlineData("printf 'PID\\tStatus\\tLabel\\n-\\t?\\tcom.example.web\\n'", "launchctl tells of no jobs")]
    [InlineData("printf -- '-\\t0\\tcom.example.web\\n'", "launchctl tells of no jobs")]
    public async Task What_cannot_be_asked_is_incomplete(string script, string reason)
    {
        var look = await RunAsync(new(["com.example.web"], []), _programs.Runs("launchctl", script));
        (look.Incomplete, look.Observations.Count).ShouldBe((reason, 0));
    }

    [Fact]
    public void Garbage_tells_of_no_jobs() => MacPrograms.Garbage.Select(LaunchdJob.Parse).ShouldAllBe(jobs => jobs == null);

    [Fact]
    public void Labels_are_read_strictly()
    {
        var problems = new Problems();
        ServiceKind.Read(YamlMap.Parse("web.yaml", "{ units: [com.example.web, \"--all\"], exclude: [\"com.example.*\", \"a/b\"], apple: true }", problems)!, Platforms.MacOS);
        problems.All.Select(problem => problem.ToString()).ShouldBe(
        [
            "web.yaml:1:10: \"--all\" in \"units\" is not the label of a job; write it as launchctl list shows it, such as com.example.web",
            "web.yaml:1:47: \"a/b\" in \"exclude\" is not the label of a job; write it as launchctl list shows it, such as com.example.web",
        ]);
    }

    [Theory]
    [InlineData(2, "restarts: 2", "\"restarts\" works on Linux only; leave it out: launchd does not tell how often it started a job again")]
    [InlineData(1, "apple: true", "\"apple\" works on macOS only; leave it out: it is about the jobs of launchd")]
    public void What_the_other_one_tells_is_refused(int here, string key, string problem)
    {
        var problems = new Problems();
        ServiceCheck.Kind.ReadOn((Platforms)here, YamlMap.Parse("web.yaml", key, problems)!, problems);
        problems.All.Select(found => found.ToString().Split(": ", 2)[1]).ShouldBe([problem]);
    }
}
