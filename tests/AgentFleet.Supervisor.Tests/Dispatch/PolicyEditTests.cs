using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;

namespace AgentFleet.Supervisor.Tests.Dispatch;

public sealed class PolicyEditTests : IAsyncDisposable
{
    private readonly Loop _loop = new();

    [Fact]
    public async Task An_edit_between_two_attempts_is_used_by_the_second()
    {
        _loop.Policy("p", Written.Runbook("exit 1", "backoff: { base: 1m, cap: 1m }"));
        _loop.Trouble("a", "p");
        await _loop.RoundAsync();
        _loop.Policy("p", Written.Runbook(Written.RemoveIt, "backoff: { base: 1m, cap: 1m }"));
        _loop.Clock.Advance(TimeSpan.FromMinutes(2));
        await _loop.RoundAsync();

        var attempts = _loop.Attempts("a");
        attempts.Select(a => a.Outcome).ShouldBe([Outcome.Failed, Outcome.Succeeded]);
        attempts[1].PolicyHash.ShouldNotBe(attempts[0].PolicyHash);
        (await File.ReadAllTextAsync(Path.Combine(_loop.State.Run(attempts[0].Id), "policy.md"), TestContext.Current.CancellationToken)).ShouldContain("exit 1");
        _loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    [Fact]
    public async Task A_broken_edit_keeps_the_last_good_version_at_work_and_is_told_once()
    {
        var file = _loop.Policy("p", Written.Runbook(Written.RemoveIt));
        _loop.Supervisor.Tick();
        _loop.Policy("p", "---\nexecutor: runbook\nrun: nothing\n---\n");
        _loop.Trouble("a", "p");
        await _loop.RoundAsync();
        await _loop.RoundAsync();

        _loop.Order("a").State.ShouldBe(OrderState.Done);
        _loop.Alerts(AlertKind.DefinitionBroken).ShouldBe(
            [$"4 Broken: p.md The last good version stays in force.\n{file}:3:6: \"run\" must be a list of texts, not \"nothing\"; write [ ] around it"]);
    }

    [Fact]
    public async Task The_same_mistake_is_news_again_once_it_was_mended()
    {
        const string broken = "---\nexecutor: runbook\nrun: nothing\n---\n";
        foreach (var text in (string[])[broken, Written.Runbook(Written.RemoveIt), broken, broken])
        {
            _loop.Policy("p", text);
            await _loop.RoundAsync();
        }

        _loop.Alerts(AlertKind.DefinitionBroken).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_policy_that_was_never_good_fixes_nothing_and_the_next_bad_edit_is_news()
    {
        _loop.Policy("p", "---\nexecutor: runbook\n---\n");
        _loop.Trouble("a", "p");
        await _loop.RoundAsync();
        _loop.Policy("p", "---\nexecutor: runbook\nrun: x\n---\n");
        await _loop.RoundAsync();

        _loop.Ask("SELECT count(*) FROM fix_attempts").ShouldBe(["0"]);
        _loop.Alerts(AlertKind.DefinitionBroken).Count.ShouldBe(2);
        _loop.Alerts(AlertKind.DefinitionBroken).ShouldAllBe(a => a.Contains("Until it is mended, nothing is fixed under this policy."));
    }

    [Fact]
    public async Task A_folder_of_policies_that_cannot_be_read_is_told_of()
    {
        Directory.Delete(_loop.File("policies"), recursive: true);
        await _loop.RoundAsync();
        await _loop.RoundAsync();

        _loop.Alerts(AlertKind.DefinitionBroken).ShouldHaveSingleItem().ShouldContain("policies");
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
