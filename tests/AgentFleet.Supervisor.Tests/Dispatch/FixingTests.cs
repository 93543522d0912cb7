using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class FixingTests : IAsyncDisposable
{
    private readonly Loop _loop = new();

    [Fact]
    public async Task A_cure_that_works_is_proven_by_the_next_look()
    {
        _loop.Policy("cure", Written.Runbook(Written.RemoveIt));
        _loop.Trouble("a", "cure");
        await _loop.FixAsync();

        _loop.Order("a").State.ShouldBe(OrderState.Verifying, "nobody has looked yet");
        _loop.Ask("SELECT status FROM finding_status").ShouldBe(["verifying"]);

        _loop.Scan();
        await _loop.Supervisor.SettleAsync();
        _loop.Order("a").State.ShouldBe(OrderState.Done);
        _loop.Ask("SELECT number, policy, executor, outcome, outcome_reason, counted, turns FROM fix_attempts")
            .ShouldBe(["1 cure runbook succeeded exit code 0 1 null"]);
        _loop.Ask("SELECT verdict FROM verifications").ShouldBe(["fixed"]);
        _loop.Ask("SELECT status FROM finding_status").ShouldBe(["resolved"]);
    }

    [Fact]
    public async Task Exit_code_0_without_effect_is_tried_again_later_and_later_and_then_a_person_is_called_once()
    {
        _loop.Policy("cure", Written.Runbook("exit 0", "max_attempts: 3", "backoff: { base: 10m, cap: 1h }"));
        _loop.Trouble("a", "cure");
        foreach (var minutes in new[] { 10, 20 })
        {
            await _loop.RoundAsync();
            var order = _loop.Order("a");
            (order.State, order.Reason).ShouldBe((OrderState.BackingOff, "succeeded: exit code 0; the second look still sees it"));
            (order.NextAttemptAt!.Value - _loop.Clock.GetUtcNow()).TotalMinutes.ShouldBeInRange((minutes * 0.9) - 1, minutes * 1.1);
            await NothingHappensAsync(TimeSpan.FromMinutes((minutes * 0.9) - 1));
            _loop.Clock.Advance(TimeSpan.FromMinutes((minutes * 0.2) + 2));
        }
        await _loop.RoundAsync();

        _loop.Order("a").State.ShouldBe(OrderState.Escalated);
        _loop.Ask("SELECT status, fix_attempts, next_attempt_at FROM finding_status").ShouldBe(["escalated 3 null"]);
        await NothingHappensAsync(TimeSpan.FromDays(2));
        _loop.Alerts(AlertKind.FindingEscalated).Single().ShouldStartWith(
            "5 Needs a person: a is in the way 3 attempts under cure did not fix it; last: succeeded: exit code 0; the second look still sees it\n");
    }

    [Fact]
    public async Task After_a_person_s_retry_all_attempts_are_there_again()
    {
        _loop.Policy("cure", Written.Runbook("exit 3", "max_attempts: 1"));
        _loop.Trouble("a", "cure");
        await _loop.RoundAsync();
        _loop.Order("a").State.ShouldBe(OrderState.Escalated);

        _loop.Work.Advance(_loop.Order("a"), new OrderStep(OrderState.Queued, "once more")
        {
            NextAttemptAt = _loop.Clock.GetUtcNow(),
            StartsAfresh = true,
            Actor = "person:alice",
        }).ShouldBeTrue();
        await _loop.RoundAsync();

        _loop.Attempts("a").Select(a => (a.Number, a.Outcome, a.OutcomeReason)).ShouldBe([(1, Outcome.Failed, "exit code 3"), (2, Outcome.Failed, "exit code 3")]);
        _loop.Order("a").State.ShouldBe(OrderState.Escalated);
        _loop.Alerts(AlertKind.FindingEscalated).Count.ShouldBe(2, "the second time is news");
    }

    [Fact]
    public async Task When_one_policy_has_spent_its_attempts_the_next_takes_over()
    {
        _loop.Policy("cheap", Written.Runbook("exit 1", "max_attempts: 1", "then: dear"));
        _loop.Policy("dear", Written.Runbook(Written.RemoveIt, "max_attempts: 1"));
        _loop.Trouble("a", "cheap");
        await _loop.RoundAsync();
        await _loop.RoundAsync();

        _loop.Attempts("a").Select(a => (a.Policy, a.Outcome)).ShouldBe([("cheap", Outcome.Failed), ("dear", Outcome.Succeeded)]);
        _loop.Order("a").State.ShouldBe(OrderState.Done);
        _loop.Alerts(AlertKind.FindingEscalated).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finding_that_nobody_may_fix_is_left_alone()
    {
        _loop.Policy("cure", Written.Runbook(Written.RemoveIt));
        _loop.Trouble("a", null);
        await _loop.RoundAsync();

        _loop.Ask("SELECT count(*) FROM work_orders").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_finding_whose_policy_is_not_there_calls_a_person_once_it_stays_away()
    {
        _loop.Trouble("a", "disk-spce");
        await _loop.RoundAsync();
        _loop.Order("a").State.ShouldBe(OrderState.Queued, "an editor may be saving the file");
        _loop.Clock.Advance(TimeSpan.FromMinutes(11));
        await _loop.RoundAsync();
        await _loop.RoundAsync();

        _loop.Order("a").State.ShouldBe(OrderState.Escalated);
        _loop.Alerts(AlertKind.FindingEscalated).ShouldHaveSingleItem().ShouldContain("its policy disk-spce is not there");
    }

    [Fact]
    public async Task An_order_that_waited_for_hours_survives_a_moment_without_its_policy()
    {
        _loop.Policy("cure", Written.Runbook(Written.RemoveIt));
        _loop.Trouble("a", "cure");
        _loop.Holds.Place(new NewHold(HoldKind.Pause, "*", "deploy", "person:x", null));
        await _loop.RoundAsync();
        _loop.Clock.Advance(TimeSpan.FromHours(3));
        File.Move(_loop.File("policies/cure.md"), _loop.File("cure.away"));
        await _loop.RoundAsync();
        File.Move(_loop.File("cure.away"), _loop.File("policies/cure.md"));
        _loop.Holds.Lift(HoldKind.Pause, "*", "person:x");
        await _loop.RoundAsync();

        _loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    [Fact]
    public async Task A_finding_that_goes_away_by_itself_needs_no_more_attempts()
    {
        _loop.Policy("cure", Written.Runbook("exit 1"));
        var trouble = _loop.Trouble("a", "cure");
        await _loop.RoundAsync();
        File.Delete(trouble.Path);
        await _loop.RoundAsync();

        (_loop.Order("a").State, _loop.Order("a").Reason).ShouldBe((OrderState.Done, "it went away by itself"));
    }

    [Fact]
    public async Task What_a_failed_cure_complained_of_is_in_the_reason()
    {
        _loop.Policy("cure", Written.Runbook("printf 'no\\nway \\033[31m' >&2; exit 7"));
        _loop.Trouble("a", "cure");
        await _loop.FixAsync();

        _loop.Attempts("a").Single().OutcomeReason.ShouldBe("exit code 7: no way [31m");
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task NothingHappensAsync(TimeSpan forThisLong)
    {
        var before = _loop.Attempts("a").Count;
        _loop.Clock.Advance(forThisLong);
        await _loop.RoundAsync();
        _loop.Attempts("a").Count.ShouldBe(before);
    }
}
