using AgentFleet.Testing;

namespace AgentFleet.Processes.Tests;

public sealed class AdoptionTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_run_survives_the_kill_of_its_starter_and_its_successor_sees_the_exit_code()
    {
        var directory = _scratch.Subfolder("run");
        var starter = DetachedRun.Start(Sh.Program(_scratch.Subfolder("starter"), _scratch.RunId + "-starter", Program.Argv(
            "start-a-run", directory, _scratch.RunId, "while [ ! -e go ]; do sleep 0.02; done; echo went on; exit 42")));
        await Eventually.BecomesTrueAsync(() => Said(starter).EndsWith('\n'));
        ProcessIdentity.TryParse(Said(starter).Trim(), out var starting).ShouldBeTrue();

        await Sh.KillAsync(starting.Pid);
        (await starter.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(137));
        var run = (await FindAsync(directory, recorded: null)).ShouldNotBeNull();
        run.IsAlive.ShouldBeTrue();
        await File.WriteAllTextAsync(Path.Combine(directory, "go"), "", Ct);

        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(42));
        Said(run).ShouldBe("went on\n");
    }

    [Fact]
    public async Task A_run_that_was_never_started_is_not_found_and_cannot_start_any_more()
    {
        (await FindAsync(_scratch.Folder, recorded: null)).ShouldBeNull();

        Should.Throw<RunNotStartedException>(() => DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, "echo late")));
        File.Exists(new RunFiles(_scratch.Folder).Stream).ShouldBeFalse();
        (await FindAsync(_scratch.Folder, recorded: null)).ShouldBeNull("looking twice gives the same answer");
    }

    [Fact]
    public async Task A_run_whose_folder_is_gone_was_never_started() =>
        (await FindAsync(_scratch.File("none"), recorded: null)).ShouldBeNull();

    [Fact]
    public async Task A_run_that_ended_meanwhile_is_found_with_its_exit_code()
    {
        var first = DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, "exit 7"));
        await first.WaitAsync(TimeProvider.System, Ct);

        var again = (await FindAsync(_scratch.Folder, first.Identity)).ShouldNotBeNull();
        again.IsAlive.ShouldBeFalse();
        (await again.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Exited(7));
    }

    [Fact]
    public async Task A_stranger_who_was_given_the_pid_is_neither_adopted_nor_ended()
    {
        var stranger = DetachedRun.Start(Sh.Run(_scratch.Subfolder("stranger"), _scratch.RunId + "-stranger", "exec sleep 60"));
        var directory = _scratch.Subfolder("run");
        Directory.CreateDirectory(Path.Combine(directory, "gate"));
        await File.WriteAllTextAsync(Path.Combine(directory, "pid"), $"{stranger.Identity with { StartToken = "earlier" }}\n", Ct);

        var run = (await FindAsync(directory, recorded: null)).ShouldNotBeNull();
        run.IsAlive.ShouldBeFalse();
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Vanished());
        (await run.EndTreeAsync(TimeSpan.Zero, TimeProvider.System, Ct)).Found.ShouldBe(0);
        stranger.IsAlive.ShouldBeTrue();
        await stranger.EndTreeAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Ct);
    }

    [Fact]
    public async Task A_run_that_passed_its_gate_and_left_no_trace_has_vanished()
    {
        Directory.CreateDirectory(_scratch.File("gate"));
        var run = (await FindAsync(_scratch.Folder, recorded: null)).ShouldNotBeNull();
        run.Identity.ShouldBe(ProcessIdentity.None);
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Vanished());
    }

    [Fact]
    public async Task A_pid_file_that_is_late_is_waited_for()
    {
        var clock = new FakeTimeProvider();
        Directory.CreateDirectory(_scratch.File("gate"));
        await File.WriteAllTextAsync(_scratch.File("pid"), "12", Ct);
        var finding = DetachedRun.FindAsync(_scratch.Folder, _scratch.RunId, recorded: null, clock, Ct);
        await File.WriteAllTextAsync(_scratch.File("pid"), $"{ProcessIdentity.Current}\n", Ct);
        finding.IsCompleted.ShouldBeFalse();
        clock.Advance(clock.UntilNextTimer.ShouldNotBeNull());
        (await finding).ShouldNotBeNull().Identity.ShouldBe(ProcessIdentity.Current);
    }

    [Fact]
    public async Task A_wrapper_killed_by_force_leaves_a_vanished_run_and_its_tree_can_still_be_ended()
    {
        var run = DetachedRun.Start(Sh.Run(_scratch.Folder, _scratch.RunId, $"mkfifo never; echo $$ >program; {Sh.WaitFor("never")}"));
        var program = await _scratch.ProcessAsync("program");
        await Sh.KillAsync(run.Identity.Pid);
        (await run.WaitAsync(TimeProvider.System, Ct)).ShouldBe(new RunEnd.Vanished());
        program.IsAlive.ShouldBeTrue();

        var adopted = (await FindAsync(_scratch.Folder, run.Identity)).ShouldNotBeNull();
        (await adopted.EndTreeAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Ct)).Found.ShouldBe(1);
        program.IsAlive.ShouldBeFalse();
    }

    public void Dispose() => _scratch.Dispose();

    private static string Said(DetachedRun run) => File.Exists(run.Files.Stream) ? File.ReadAllText(run.Files.Stream) : "";

    private Task<DetachedRun?> FindAsync(string directory, ProcessIdentity? recorded) =>
        DetachedRun.FindAsync(directory, _scratch.RunId, recorded, TimeProvider.System, Ct);
}
