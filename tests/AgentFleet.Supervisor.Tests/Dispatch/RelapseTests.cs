using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class RelapseTests : IAsyncDisposable
{
    private readonly Loop _loop = new();

    [Fact]
    public async Task A_finding_that_keeps_coming_back_is_a_person_s_case()
    {
        _loop.Policy("cure", Written.Runbook(Written.RemoveIt, "max_attempts: 2", "relapse: 1h"));
        var trouble = _loop.Trouble("a", "cure");
        await _loop.RoundAsync();
        await ComesBackAsync(trouble, TimeSpan.FromMinutes(50));
        _loop.Order("a").State.ShouldBe(OrderState.Done, "the second attempt is still allowed");
        await ComesBackAsync(trouble, TimeSpan.FromMinutes(50));

        (_loop.Order("a").State, _loop.Attempts("a").Count).ShouldBe((OrderState.Escalated, 0));
        _loop.Alerts(AlertKind.FindingEscalated).Single().ShouldContain("2 attempts under cure did not fix it; last: it came back each time");
    }

    [Fact]
    public async Task A_finding_that_comes_back_much_later_is_a_new_one()
    {
        _loop.Policy("cure", Written.Runbook(Written.RemoveIt, "max_attempts: 1", "relapse: 1h"));
        var trouble = _loop.Trouble("a", "cure");
        await _loop.RoundAsync();
        await ComesBackAsync(trouble, TimeSpan.FromMinutes(61));

        (_loop.Order("a").State, _loop.Attempts("a").Count).ShouldBe((OrderState.Done, 1));
        _loop.Ask("SELECT episode, state FROM findings ORDER BY episode").ShouldBe(["1 resolved", "2 resolved"]);
    }

    [Fact]
    public async Task A_relapse_goes_on_with_the_policy_that_worked_last()
    {
        _loop.Policy("cheap", Written.Runbook("exit 1", "max_attempts: 1", "then: dear"));
        _loop.Policy("dear", Written.Runbook(Written.RemoveIt, "max_attempts: 3"));
        var trouble = _loop.Trouble("a", "cheap");
        await _loop.RoundAsync();
        await _loop.RoundAsync();
        await ComesBackAsync(trouble, TimeSpan.FromMinutes(5));

        _loop.Attempts("a").Select(a => a.Policy).ShouldBe(["dear"]);
        _loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    [Fact]
    public async Task A_finding_that_flaps_after_it_was_given_up_calls_nobody_again()
    {
        _loop.Policy("cure", Written.Runbook("exit 1", "max_attempts: 1", "relapse: 1h"));
        var trouble = _loop.Trouble("a", "cure");
        await _loop.RoundAsync();
        for (var times = 0; times < 3; times++)
        {
            File.Delete(trouble.Path);
            await _loop.RoundAsync();
            await ComesBackAsync(trouble, TimeSpan.FromMinutes(5));
        }

        _loop.Order("a").State.ShouldBe(OrderState.Escalated);
        _loop.Ask("SELECT max(episode) FROM findings").ShouldBe(["4"]);
        _loop.Alerts(AlertKind.FindingEscalated).Count.ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task ComesBackAsync(Watched trouble, TimeSpan after)
    {
        File.Exists(trouble.Path).ShouldBeFalse("it was fixed before");
        _loop.Clock.Advance(after);
        await File.WriteAllTextAsync(trouble.Path, "", TestContext.Current.CancellationToken);
        await _loop.RoundAsync();
    }
}
