using AgentFleet.Ledger.Fixing;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Tests.Loops;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Dispatch;

[Trait("Category", "Slow")]
public sealed class WatchTests : IAsyncDisposable
{
    private readonly Loop _loop = new(now: true);

    [Fact]
    public async Task A_run_that_takes_too_long_is_ended_with_all_that_it_started()
    {
        _loop.Policy("slow", Written.Runbook($"sleep 111 & setsid sleep 112 & (setsid sh -c 'sleep 113; :' &) ; touch '{_loop.File("up")}'; sleep 114", "timeout: 1h"));
        _loop.Trouble("a", "slow");
        var fixing = _loop.FixAsync();
        await Eventually.BecomesTrueAsync(() => File.Exists(_loop.File("up")));
        await _loop.PassAsync(TimeSpan.FromHours(1), fixing);

        var attempt = _loop.Attempts("a").Single();
        (attempt.Outcome, attempt.OutcomeReason, attempt.Counted).ShouldBe((Outcome.TimedOut, "it took longer than 1h and was ended", true));
        Marked.With(attempt.Id).ShouldBeEmpty();
        _loop.Order("a").State.ShouldBe(OrderState.Verifying, "it may have fixed it all the same");
    }

    [Fact]
    public async Task A_run_that_gives_no_sign_of_life_is_ended()
    {
        _loop.Policy("silent", Written.Runbook("setsid sleep 115 & sleep 116", "stall_after: 1h", "timeout: 365d"));
        _loop.Trouble("a", "silent");
        await _loop.PassAsync(TimeSpan.FromHours(1), _loop.FixAsync());

        var attempt = _loop.Attempts("a").Single();
        (attempt.Outcome, attempt.OutcomeReason, attempt.Counted).ShouldBe((Outcome.Stalled, "it gave no sign of life for 1h and was ended", true));
        Marked.With(attempt.Id).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("touch \"$AGENTFLEET_HEARTBEAT\"")]
    [InlineData("echo going on")]
    [InlineData("echo going on >&2")]
    public async Task A_sign_of_life_keeps_a_run_alive(string sign)
    {
        // In the end it goes on long enough for its supervisor to look once more.
        var script = string.Concat(Enumerable.Range(0, 3).Select(time => $"{Written.WaitFor(_loop.File($"go{time}"))}; {sign}; touch '{_loop.File($"said{time}")}'; "));
        _loop.Policy("steady", Written.Runbook(script + "sleep 3", "stall_after: 1h", "timeout: 365d"));
        _loop.Trouble("a", "steady");
        var fixing = _loop.FixAsync();
        await Eventually.BecomesTrueAsync(() => _loop.Ask("SELECT id FROM agent_sessions WHERE process IS NOT NULL").Count == 1);
        for (var time = 0; time < 3; time++)
        {
            _loop.Clock.Pass(TimeSpan.FromMinutes(50));
            _loop.Folder.Write($"go{time}", "");
            await Eventually.BecomesTrueAsync(() => File.Exists(_loop.File($"said{time}")));
        }
        _loop.Clock.Pass(TimeSpan.FromMinutes(50));
        await fixing;

        _loop.Attempts("a").Single().Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_clock_that_steps_while_a_run_is_under_way_is_not_the_run_s_fault(int hours)
    {
        _loop.Policy("steady", Written.Runbook($"touch '{_loop.File("begun")}'; sleep 3", "timeout: 1m", "stall_after: 1m"));
        _loop.Trouble("a", "steady");
        _loop.Scan();
        var fixing = _loop.Supervisor.SettleAsync();
        await Eventually.BecomesTrueAsync(() => File.Exists(_loop.File("begun")));
        _loop.Clock.Advance(TimeSpan.FromHours(hours));
        await fixing;

        _loop.Attempts("a").Single().Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task A_run_that_was_ended_by_a_shutdown_costs_no_attempt()
    {
        _loop.Policy("cure", Written.Runbook("kill -TERM $$", "max_attempts: 1"));
        _loop.Trouble("a", "cure");
        await _loop.FixAsync();

        var attempt = _loop.Attempts("a").Single();
        (attempt.Outcome, attempt.OutcomeReason, attempt.Counted).ShouldBe((Outcome.Lost, "it was ended from outside by signal 15", false));
    }

    [Fact]
    public async Task A_run_that_floods_the_disk_is_ended()
    {
        _loop.Policy("flood", Written.Runbook("head -c 300000000 /dev/zero; sleep 60"));
        _loop.Trouble("a", "flood");
        await _loop.FixAsync();

        var attempt = _loop.Attempts("a").Single();
        (attempt.Outcome, attempt.OutcomeReason).ShouldBe((Outcome.Failed, "it wrote more than 256 MiB to its output and was ended"));
        Marked.With(attempt.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cure_may_leave_a_service_running()
    {
        _loop.Policy("start", Written.Runbook("setsid sleep 120 >/dev/null 2>&1 & echo $! > pid"));
        _loop.Trouble("a", "start");
        await _loop.FixAsync();

        // While it turns from the shell into the service it has no environment to be known by.
        var attempt = _loop.Attempts("a").Single().Id;
        await Eventually.BecomesTrueAsync(() => Marked.With(attempt).Count == 1);
        await Command.RunAsync(new(["kill", .. Marked.With(attempt).Select(pid => $"{pid}")], TimeSpan.FromMinutes(1)), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
