namespace AgentFleet.Processes.Tests;

public sealed class EndTreeTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_run_that_listens_to_TERM_ends_by_itself_within_the_grace()
    {
        var run = Start("trap 'exit 12' TERM; echo $$ >program; while :; do sleep 0.05; done");
        await _scratch.ProcessAsync("program");
        var end = await run.EndTreeAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);
        (end.Killed, end.Survivors.Count).ShouldBe((0, 0));
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(12));
    }

    [Fact]
    public async Task A_run_that_ignores_TERM_is_killed_and_its_exit_code_says_so()
    {
        var run = Start("trap '' TERM; echo $$ >program; for i in $(seq 60); do sleep 1; done");
        await _scratch.ProcessAsync("program");
        var end = await run.EndTreeAsync(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        end.Killed.ShouldBeGreaterThan(0);
        end.Survivors.ShouldBeEmpty();
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(137));
    }

    [Theory]
    // A daemon: its own session, and its parent is gone. The marker finds it.
    [InlineData("(setsid sh -c \"$0\" &); sleep 60")]
    // It cleared its environment and has its own session. Its parent finds it.
    [InlineData("setsid env -i /bin/sh -c \"$0\" & wait")]
    // It cleared its environment and its parent is gone. The session finds it.
    [InlineData("(env -i /bin/sh -c \"$0\" &); sleep 60")]
    public async Task Nothing_hides_from_the_end(string script)
    {
        const string Stubborn = "trap \"\" TERM; echo $$ >hidden; for i in $(/usr/bin/seq 60); do /bin/sleep 1; done";
        var run = DetachedRun.Start(Sh.Program(_scratch.Folder, _scratch.RunId, ["/bin/sh", "-c", script, Stubborn]));
        var hidden = await _scratch.ProcessAsync("hidden");
        hidden.IsAlive.ShouldBeTrue();

        await run.EndTreeAsync(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        hidden.IsAlive.ShouldBeFalse();
        run.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task An_orphan_that_a_finished_run_left_behind_is_ended()
    {
        var run = Start($"mkfifo never; setsid sh -c 'echo $$ >hidden; {Sh.WaitFor("never")}' >/dev/null & while [ ! -s hidden ]; do sleep 0.02; done");
        await run.WaitAsync(TimeProvider.System, Ct);
        var hidden = await _scratch.ProcessAsync("hidden");
        hidden.IsAlive.ShouldBeTrue();

        (await run.EndTreeAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Ct)).Found.ShouldBe(1);
        hidden.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_can_be_asked_to_end_the_moment_it_was_started()
    {
        for (var i = 0; i < 30; i++)
        {
            var run = DetachedRun.Start(Sh.Program(_scratch.Subfolder($"{i}"), $"{_scratch.RunId}-{i}", ["/bin/sleep", "60"]));
            (await run.EndTreeAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Ct)).Killed.ShouldBe(0);
            (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(143));
        }
    }

    [Fact]
    public async Task Fifty_runs_started_at_once_all_end_and_leave_no_zombie()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            () => DetachedRun.Start(Sh.Run(_scratch.Subfolder($"{i}"), $"{_scratch.RunId}-{i}", $"exit {i}")), Ct)));
        var ends = await Task.WhenAll(runs.Select(run => run.WaitAsync(TimeProvider.System, Ct)));

        ends.ShouldBe(Enumerable.Range(0, 50).Select(i => new RunEnd.Exited(i)));
        runs.Where(run => LinuxProcess.Stat(run.Identity.Pid) is not null).ShouldBeEmpty();
    }

    public void Dispose() => _scratch.Dispose();

    private DetachedRun Start(string script) => DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, script));
}
