using AgentFleet.Testing;

namespace AgentFleet.Processes.Tests;

public sealed class CommandTimeoutTests : IDisposable
{
    // Ends only by force (or after a minute): ignores TERM, in a session of its own, and its parent is gone.
    private const string Stubborn =
        "echo begun; (setsid sh -c 'trap \"\" TERM; echo $$ >\"$1\"; for i in $(seq 60); do sleep 1; done' sh \"$1\" &); sleep 600";

    private readonly Scratch _scratch = new();
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timeout_ends_even_what_hid_in_its_own_session_and_ignores_TERM()
    {
        var running = Command.RunAsync(Sh.Command(Stubborn, _scratch.File("pid")), _clock, Ct);
        var hidden = await _scratch.ProcessAsync("pid");
        hidden.IsAlive.ShouldBeTrue();

        await Eventually.BecomesTrueAsync(() =>
        {
            // The timeout first, and then the grace.
            _clock.Advance(TimeSpan.FromMinutes(5));
            return running.IsCompleted;
        });
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
        var spec = Sh.Command("trap 'echo tidy; exit' TERM; echo $$ >\"$1\"; while :; do sleep 0.05; done", _scratch.File("pid"));
        var running = Command.RunAsync(spec with { Grace = TimeSpan.FromSeconds(30) }, _clock, Ct);
        await _scratch.ProcessAsync("pid");
        _clock.Advance(spec.Timeout);

        // Its grace never passes by this clock: nobody ended it by force.
        (await running).ShouldBeOfType<CommandResult.TimedOut>().Output.ShouldBe("tidy\n");
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_pipe_open_does_not_keep_us_and_lives_on()
    {
        var end = await Sh.ExitAsync(Sh.Command("sleep 600 & echo $! >\"$1\"; echo out; exit 4", _scratch.File("pid")));
        (end.Code, end.Output).ShouldBe((4, "out\n"));

        var left = await _scratch.ProcessAsync("pid");
        left.IsAlive.ShouldBeTrue();
        await Sh.KillAsync(left.Pid);
    }

    public void Dispose() => _scratch.Dispose();
}
