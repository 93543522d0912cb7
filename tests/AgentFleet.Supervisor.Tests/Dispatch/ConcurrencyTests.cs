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
