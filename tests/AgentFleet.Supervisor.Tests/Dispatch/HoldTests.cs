using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class HoldTests : IAsyncDisposable
{
    private readonly Loop _loop = new(mostAtOnce: 5);

    public HoldTests()
    {
        _loop.Policy("one", Written.Runbook("exit 1"));
        _loop.Policy("two", Written.Runbook("exit 1"));
        _loop.Trouble("a", "one");
        _loop.Trouble("b", "two");
    }

    [Fact]
    public async Task A_pause_of_everything_starts_nothing_until_it_is_lifted()
    {
        Place(HoldKind.Pause, "*");
        await AttemptedAsync();
        _loop.Holds.Lift(HoldKind.Pause, "*", "person:alice").ShouldBeTrue();
        await AttemptedAsync("a", "b");
    }

    [Fact]
    public async Task A_pause_of_one_policy_leaves_the_others_at_work()
    {
        Place(HoldKind.Pause, "one");
        await AttemptedAsync("b");
    }

    [Fact]
    public async Task What_is_muted_rings_when_the_mute_is_lifted_and_it_is_still_so()
    {
        _loop.Policy("two", Written.Runbook("exit 1", "max_attempts: 1"));
        await _loop.FixAsync();
        Place(HoldKind.Mute, _loop.Scanner.Finding("b").Fingerprint);
        _loop.Scan();
        await _loop.Supervisor.SettleAsync();

        _loop.Order("b").State.ShouldBe(OrderState.Escalated);
        _loop.Ask("SELECT state FROM alerts WHERE kind = 'finding.escalated'").ShouldBe(["suppressed"]);
        _loop.Holds.Lift(HoldKind.Mute, _loop.Scanner.Finding("b").Fingerprint, "person:alice");
        _loop.Ask("SELECT state FROM alerts WHERE kind = 'finding.escalated'").ShouldBe(["pending"]);
    }

    [Fact]
    public async Task A_mute_leaves_that_finding_alone()
    {
        _loop.Scan();
        Place(HoldKind.Mute, _loop.Scanner.Finding("b").Fingerprint);
        await AttemptedAsync("a");
    }

    [Fact]
    public async Task A_limit_of_another_executor_holds_nothing_back()
    {
        Place(HoldKind.Limit, "claude");
        await AttemptedAsync("a", "b");
    }

    [Fact]
    public async Task A_limit_ends_by_itself_when_its_time_is_over()
    {
        Place(HoldKind.Limit, "runbook", TimeSpan.FromHours(1));
        await AttemptedAsync();
        _loop.Clock.Advance(TimeSpan.FromMinutes(59));
        await AttemptedAsync();
        _loop.Clock.Advance(TimeSpan.FromMinutes(2));
        await AttemptedAsync("a", "b");
        _loop.Holds.InForce().ShouldBeEmpty();
    }

    [Fact]
    public void A_shorter_hold_does_not_cut_a_longer_one_of_the_same_executor_short()
    {
        Place(HoldKind.Limit, "claude", TimeSpan.FromHours(5));
        Place(HoldKind.Limit, "claude", TimeSpan.FromMinutes(5));

        _loop.Holds.InForce().Single().Until.ShouldNotBeNull().ShouldBeGreaterThan(_loop.Clock.GetUtcNow().AddHours(4));
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private void Place(HoldKind kind, string target, TimeSpan? length = null) =>
        _loop.Holds.Place(new(kind, target, "a test wants it", "person:alice", length is { } time ? _loop.Clock.GetUtcNow() + time : null));

    private async Task AttemptedAsync(params string[] subjects)
    {
        await _loop.FixAsync();
        _loop.Ask("SELECT f.subject FROM fix_attempts a JOIN findings f ON f.id = a.finding_id ORDER BY f.subject").ShouldBe(subjects);
    }
}
