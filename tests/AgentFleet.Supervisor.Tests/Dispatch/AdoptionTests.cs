using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class AdoptionTests : IAsyncDisposable
{
    private readonly Loop _loop = new();

    [Fact]
    public async Task The_run_of_a_dead_supervisor_is_taken_over_and_finished()
    {
        _loop.Policy("p", Written.Runbook($"touch started; {Written.WaitFor(_loop.File("go"))}; {Written.RemoveIt}"));
        _loop.Trouble("a", "p");
        _loop.Scan();
        var first = _loop.AnotherSupervisor();
        first.Tick();
        await StartedAsync();
        await first.DisposeAsync();

        _loop.Supervisor.Tick();
        var adopted = _loop.Attempts("a").Single();
        (adopted.Owner, adopted.Fence, adopted.EndedAt).ShouldBe((_loop.Supervisor.Id, 2, null));
        _loop.Folder.Write("go", "");
        await _loop.Supervisor.WhenIdleAsync();
        await _loop.RoundAsync();

        _loop.Attempts("a").Select(a => (a.Number, a.Outcome, a.Counted)).ShouldBe([(1, Outcome.Succeeded, true)]);
        _loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    [Fact]
    public async Task A_run_that_ended_while_nobody_looked_is_judged_by_what_it_left()
    {
        _loop.Policy("p", Written.Runbook($"touch started; {Written.WaitFor(_loop.File("go"))}; echo late >&2; exit 9"));
        _loop.Trouble("a", "p");
        _loop.Scan();
        var first = _loop.AnotherSupervisor();
        first.Tick();
        await StartedAsync();
        await first.DisposeAsync();
        _loop.Folder.Write("go", "");
        await Eventually.BecomesTrueAsync(() => File.Exists(Path.Combine(_loop.State.Run(_loop.Attempts("a").Single().Id), "exit")));

        await _loop.Supervisor.SettleAsync();
        _loop.Attempts("a").Select(a => (a.Outcome, a.OutcomeReason)).ShouldBe([(Outcome.Failed, "exit code 9: late")]);
    }

    [Fact]
    public async Task A_living_supervisor_keeps_its_run()
    {
        _loop.Policy("p", Written.Runbook(Written.WaitFor(_loop.File("go"))));
        _loop.Trouble("a", "p");
        _loop.Scan();
        var first = _loop.AnotherSupervisor();
        first.Tick();
        _loop.Supervisor.Tick();

        (_loop.Attempts("a").Single().Owner, _loop.Attempts("a").Single().Fence).ShouldBe((first.Id, 1));
        _loop.Folder.Write("go", "");
        await first.WhenIdleAsync();
    }

    [Fact]
    public async Task A_supervisor_that_died_before_the_run_began_costs_no_attempt()
    {
        _loop.Policy("p", Written.Runbook(Written.RemoveIt, "max_attempts: 1"));
        _loop.Trouble("a", "p");
        _loop.Policy("p", Written.Runbook(Written.RemoveIt, "max_attempts: 1"));
        Place(HoldKind.Pause);
        await _loop.FixAsync();
        _loop.Holds.Lift(HoldKind.Pause, "*", "person:alice");
        ClaimAsADeadSupervisor("a");

        await _loop.Supervisor.SettleAsync();
        var lost = _loop.Attempts("a")[0];
        (lost.Outcome, lost.Counted, lost.OutcomeReason).ShouldBe((Outcome.Canceled, false, "its supervisor died before the run began"));

        await _loop.RoundAsync();
        _loop.Attempts("a").Select(a => (a.Number, a.Outcome)).ShouldBe([(1, Outcome.Canceled), (2, Outcome.Succeeded)]);
        _loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    [Fact]
    public async Task A_run_folder_that_cannot_be_made_costs_no_attempt()
    {
        _loop.Policy("p", Written.Runbook(Written.RemoveIt, "max_attempts: 1", "backoff: { base: 1m, cap: 1m }"));
        _loop.Trouble("a", "p");
        Directory.Delete(_loop.State.Runs);
        await File.WriteAllTextAsync(_loop.State.Runs, "in the way", TestContext.Current.CancellationToken);
        await _loop.FixAsync();

        var canceled = _loop.Attempts("a").Single();
        (canceled.Outcome, canceled.Counted).ShouldBe((Outcome.Canceled, false));
        canceled.OutcomeReason.ShouldNotBeNull().ShouldStartWith("the run could not be started: ");
        _loop.Order("a").State.ShouldBe(OrderState.BackingOff);

        File.Delete(_loop.State.Runs);
        _loop.Clock.Advance(TimeSpan.FromMinutes(2));
        await _loop.RoundAsync();
        _loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private Task StartedAsync() =>
        Eventually.BecomesTrueAsync(() => File.Exists(Path.Combine(_loop.State.Run(_loop.Attempts("a").Single().Id), "work", "started")));

    private void Place(HoldKind kind) => _loop.Holds.Place(new(kind, "*", "a test wants it", "person:alice", null));

    private void ClaimAsADeadSupervisor(string subject)
    {
        var now = _loop.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        _loop.Claims.Claim(new(id, _loop.Order(subject), "hash", ExecutorKind.Runbook, Guid.CreateVersion7(now), "dead", _loop.State.Run(id)), 9).ShouldNotBeNull();
    }
}
