using AgentFleet.Ledger.Fixing;
using AgentFleet.Processes;
using AgentFleet.Supervisor.Tests.Loops;

namespace AgentFleet.Supervisor.Tests.Dispatch;

[Trait("Category", "Slow")]
public sealed class ConcurrencyTests
{
    // At the moment of each start: how many others had begun and not ended.
    private const string MostAtOnce = """
        SELECT max((SELECT count(*) FROM fix_attempts o WHERE o.started_at <= a.started_at AND o.ended_at > a.started_at)) FROM fix_attempts a
        """;

    [Fact]
    public async Task No_more_runs_than_allowed_are_begun_and_the_rest_follow()
    {
        await using var loop = new Loop(mostAtOnce: 2);
        loop.Policy("p", Written.Runbook(Written.WaitFor(loop.File("go"))));
        foreach (var subject in new[] { "a", "b", "c", "d", "e" })
            loop.Trouble(subject, "p");
        loop.Scan();
        loop.Supervisor.Tick();
        loop.Supervisor.Tick();
        loop.Claims.Live().Count.ShouldBe(2);

        loop.Folder.Write("go", "");
        await loop.Supervisor.WhenIdleAsync();
        await loop.Supervisor.SettleAsync();
        await loop.Supervisor.SettleAsync();
        loop.Ask("SELECT count(*), count(DISTINCT finding_id), count(ended_at) FROM fix_attempts").ShouldBe(["5 5 5"]);
    }

    [Fact]
    public async Task A_run_that_ends_while_a_tick_looks_at_all_that_is_live_is_not_taken_up_a_second_time()
    {
        await using var loop = new Loop(mostAtOnce: 200);
        loop.Policy("other", Written.Runbook("exit 0"));
        loop.Policy("ours", Written.Runbook("exit 0"));
        foreach (var n in Enumerable.Range(0, 60))
            loop.Trouble($"other-{n}", "other");
        // There is much to be looked at that lives with another supervisor.
        using var other = FileLock.TryAcquire(loop.State.SupervisorLock("other")).ShouldNotBeNull();
        loop.Holds.Place(new(HoldKind.Pause, "other", "a test wants it", "person:alice", null));
        await loop.FixAsync();
        loop.Holds.Lift(HoldKind.Pause, "other", "person:alice");
        foreach (var n in Enumerable.Range(0, 60))
        {
            var (id, session) = (Guid.CreateVersion7(loop.Clock.GetUtcNow()), Guid.CreateVersion7(loop.Clock.GetUtcNow()));
            loop.Claims.Claim(new(id, loop.Order($"other-{n}"), "hash", ExecutorKind.Runbook, session, "other", loop.State.Run(id)), 200).ShouldNotBeNull();
        }

        foreach (var n in Enumerable.Range(0, 40))
            loop.Trouble($"ours-{n}", "ours");
        loop.Scan();
        do
            loop.Supervisor.Tick();
        while (loop.Claims.Live().Count > 60);
        await loop.Supervisor.WhenIdleAsync();

        loop.Supervisor.Log.TooLate.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_supervisors_take_each_of_200_findings_once_and_never_more_than_allowed_at_once()
    {
        await using var loop = new Loop(mostAtOnce: 6);
        loop.Policy("p", Written.Runbook("exit 0"));
        for (var i = 0; i < 200; i++)
            loop.Trouble($"s{i:000}", "p");
        loop.Scan();
        var other = loop.AnotherSupervisor();

        await Task.WhenAll(WorkAsync(loop.Supervisor), WorkAsync(other));

        loop.Ask("SELECT count(*), count(DISTINCT finding_id), max(number) FROM fix_attempts").ShouldBe(["200 200 1"]);
        int.Parse(loop.Ask(MostAtOnce).Single(), null).ShouldBeInRange(2, 6);
        loop.Ask("SELECT DISTINCT outcome FROM fix_attempts").ShouldBe(["succeeded"]);
        loop.Ask("SELECT count(DISTINCT owner) FROM fix_attempts").ShouldBe(["2"]);
        loop.Ask("SELECT count(*) FROM events WHERE kind = 'order.queued'").ShouldBe(["200"]);

        async Task WorkAsync(OneSupervisor supervisor)
        {
            await Task.Yield();
            while (loop.Ask("SELECT count(*) FROM fix_attempts WHERE ended_at IS NOT NULL").Single() != "200")
            {
                await supervisor.SettleAsync();
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
