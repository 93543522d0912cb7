using AgentFleet.Testing;

namespace AgentFleet.Processes.Tests;

public sealed class DetachedRunTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -HUP $$; exit 5", 5)]
    [InlineData("kill -TERM $PPID; exit 6", 6)]
    public async Task The_exit_code_is_the_programs_own_and_signals_to_the_wrapper_do_not_lose_it(string script, int code)
    {
        var run = Start(script);
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(code));
        run.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task Streams_go_to_files_that_only_the_owner_reads_and_input_comes_from_one()
    {
        await File.WriteAllTextAsync(_scratch.File("order"), "read me", Ct);
        var spec = Sh.Run(_scratch.Folder, _scratch.RunId, "cat; echo bad >&2");
        var run = DetachedRun.Start(spec with { StandardInputFile = _scratch.File("order") });
        await run.WaitAsync(TimeProvider.System, Ct);

        (await File.ReadAllTextAsync(run.Files.Stream, Ct)).ShouldBe("read me");
        (await File.ReadAllTextAsync(run.Files.Errors, Ct)).ShouldBe("bad\n");
        File.GetUnixFileMode(run.Files.Stream).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Without_an_input_file_there_is_nothing_to_read()
    {
        (await Start("cat && exit 9").WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(9));
    }

    [Fact]
    public async Task Arguments_arrive_verbatim()
    {
        string[] args = ["-n", "--", "it's \"quoted\"", "two\nlines", "$(id) `id` $HOME", "", "*", "back\\slash\\"];
        var run = DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, "for a; do printf '<%s>' \"$a\"; done", args));
        await run.WaitAsync(TimeProvider.System, Ct);
        (await File.ReadAllTextAsync(run.Files.Stream, Ct)).ShouldBe(string.Concat(args.Select(a => $"<{a}>")));
    }

    [Theory]
    [InlineData("agentfleet-no-such-program")]
    [InlineData("eval")]
    public async Task A_missing_program_is_127_and_a_shell_builtin_is_no_program(string program)
    {
        var run = DetachedRun.Start(Sh.Program(_scratch.Folder, _scratch.RunId, [program, "exit 1"]));
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(127));
        (await File.ReadAllTextAsync(run.Files.Errors, Ct)).ShouldContain(program);
    }

    [Fact]
    public async Task The_environment_is_what_was_given_and_the_marker_and_PWD()
    {
        var spec = Sh.Program(_scratch.Folder, _scratch.RunId, ["/usr/bin/env"]);
        var run = DetachedRun.Start(spec with { Environment = new Dictionary<string, string> { ["A"] = "1" } });
        await run.WaitAsync(TimeProvider.System, Ct);
        (await File.ReadAllLinesAsync(run.Files.Stream, Ct))
            .ShouldBe(["A=1", $"AGENTFLEET_RUN={_scratch.RunId}", $"PWD={_scratch.Folder}"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_wrapper_leads_a_session_of_its_own_and_is_whom_we_started()
    {
        var run = Start("exec sleep 60");
        LinuxProcess.Stat(run.Identity.Pid).ShouldNotBeNull().Session.ShouldBe(run.Identity.Pid);
        await run.EndTreeAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Ct);
    }

    [Fact]
    public async Task The_end_of_a_run_that_we_started_is_told_to_us_and_not_looked_for()
    {
        var run = Start("sleep 0.3; exit 8");
        // Whoever looked now and then would wait for this clock.
        (await run.WaitAsync(new FakeTimeProvider(), Ct).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(8));
    }

    [Fact]
    public async Task Cancelling_the_wait_leaves_the_run_alone()
    {
        var run = Start("exec sleep 60");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        await Should.ThrowAsync<OperationCanceledException>(run.WaitAsync(TimeProvider.System, cancel.Token));
        run.IsAlive.ShouldBeTrue();
        await run.EndTreeAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Ct);
    }

    public void Dispose() => _scratch.Dispose();

    private DetachedRun Start(string script) => DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, script));
}
