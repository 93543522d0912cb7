namespace AgentFleet.Processes.Tests;

public sealed class CommandTimeoutTests : IDisposable
{
    // Ends only by force (or after a minute): ignores TERM, in a session of its own, and its parent is gone.
    private const string Stubborn =
        "(setsid sh -c 'trap \"\" TERM; echo $$ >\"$1\"; for i in $(seq 60); do sleep 1; done' sh \"$1\" &); echo begun; sleep 600";

    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_timeout_ends_even_what_hid_in_its_own_session_and_ignores_TERM()
    {
        var running = Sh.RunAsync(Sh.Command(Stubborn, _scratch.File("pid")) with
        {
            Timeout = TimeSpan.FromSeconds(2),
            Grace = TimeSpan.FromMilliseconds(200),
        });
        var hidden = await _scratch.ProcessAsync("pid");
        hidden.IsAlive.ShouldBeTrue();

        (await running).ShouldBeOfType<CommandResult.TimedOut>().Output.ShouldBe("begun\n");
        hidden.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelling_ends_the_tree_first_and_then_throws()
    {
        using var cancel = new CancellationTokenSource();
        var spec = Sh.Command(Stubborn, _scratch.File("pid")) with { Grace = TimeSpan.Zero };
        var running = Command.RunAsync(spec, TimeProvider.System, cancel.Token);
        var hidden = await _scratch.ProcessAsync("pid");
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        hidden.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_that_listens_to_TERM_may_tidy_up()
    {
        var spec = Sh.Command("trap 'echo tidy; exit' TERM; while :; do sleep 0.05; done");
        var end = await Sh.RunAsync(spec with { Timeout = TimeSpan.FromSeconds(1), Grace = TimeSpan.FromSeconds(30) });
        end.ShouldBeOfType<CommandResult.TimedOut>().Output.ShouldBe("tidy\n");
        end.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_pipe_open_does_not_keep_us_and_lives_on()
    {
        var end = await Sh.ExitAsync(Sh.Command("sleep 60 & echo $! >\"$1\"; echo out; exit 4", _scratch.File("pid")));
        (end.Code, end.Output).ShouldBe((4, "out\n"));
        end.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));

        var left = await _scratch.ProcessAsync("pid");
        left.IsAlive.ShouldBeTrue();
        await Sh.KillAsync(left.Pid);
    }

    [Fact]
    public async Task Many_such_grandchildren_hold_no_thread_of_ours()
    {
        var before = ThreadPool.ThreadCount;
        var ends = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Sh.ExitAsync(Sh.Command("sleep 60 & echo $!"))));
        ThreadPool.ThreadCount.ShouldBeLessThan(before + 30);
        await Sh.ExitAsync(Sh.Command("kill -9 \"$@\"", [.. ends.Select(e => e.Output.Trim())]));
    }

    public void Dispose() => _scratch.Dispose();
}
