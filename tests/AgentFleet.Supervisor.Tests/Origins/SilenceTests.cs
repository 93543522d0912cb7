using AgentFleet.Hub.Faults;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Origins;

/// <summary>GitHub cannot be asked, or does not say.</summary>
public sealed class SilenceTests
{
    private const string Issues = "/repos/{owner}/{repo}/issues/{issue_number}";

    [Theory]
    [InlineData(GitHubFault.InternalError, 60)]
    [InlineData(GitHubFault.Drop, 60)]
    [InlineData(GitHubFault.CutJson, 60)]
    [InlineData(GitHubFault.Unauthorized, 60)]
    [InlineData(GitHubFault.MissingFields, 60)]
    [InlineData(GitHubFault.SecondaryLimit, 300)]
    [InlineData(GitHubFault.TooManyRequests, 300)]
    public async Task While_GitHub_gives_no_answer_what_it_is_asked_about_waits_and_nothing_else_does(GitHubFault fault, int seconds)
    {
        await using var hosted = await Hosted.StartAsync();
        hosted.Ask();
        hosted.Loop.Trouble("a", "cure");
        hosted.Server.Fail(new FaultOrder(fault) { On = Issues, Time = TimeSpan.FromSeconds(seconds), Fields = ["labels"] });
        await hosted.Loop.FixAsync();

        (hosted.Attempt.Outcome, hosted.Attempt.Counted).ShouldBe((Outcome.Deferred, false), hosted.Attempt.OutcomeReason);
        hosted.Attempt.OutcomeReason.ShouldNotBeNull().ShouldStartWith("acme/shop#1: ");
        hosted.Ran.ShouldBeFalse();
        hosted.Loop.Attempts("a").Single().Outcome.ShouldBe(Outcome.Succeeded);
        var hold = hosted.Loop.Holds.InForce().ShouldHaveSingleItem();
        (hold.Kind, hold.Target, hold.Reason).ShouldBe((HoldKind.Limit, "github", hosted.Attempt.OutcomeReason));
        hold.Until!.Value.AddSeconds(-seconds).ShouldBeInRange(hosted.Attempt.StartedAt.AddSeconds(-2), hosted.Attempt.EndedAt!.Value.AddSeconds(2));
        hosted.Loop.Alerts(AgentFleet.Ledger.Alerting.AlertKind.FindingEscalated).ShouldBeEmpty();

        hosted.Server.Heal();
        hosted.Loop.Clock.Advance(TimeSpan.FromSeconds(seconds + 31));
        await hosted.Loop.FixAsync();
        hosted.Attempt.Outcome.ShouldBe(Outcome.Succeeded, hosted.Attempt.OutcomeReason);
    }

    [Fact]
    public async Task An_issue_that_may_not_be_seen_holds_no_other_back()
    {
        await using var hosted = await Hosted.StartAsync();
        hosted.Ask();
        hosted.Server.Fail(GitHubFault.NotFound, Issues);
        await hosted.Loop.FixAsync();

        (hosted.Attempt.Outcome, hosted.Attempt.Counted, hosted.Attempt.OutcomeReason)
            .ShouldBe((Outcome.Deferred, false, "acme/shop#1: it is not there, or the token may not see it"));
        hosted.Loop.Holds.InForce().ShouldBeEmpty();
        hosted.Loop.Order(hosted.Subject).NextAttemptAt!.Value.AddHours(-1).ShouldBeInRange(
            hosted.Attempt.StartedAt, hosted.Attempt.EndedAt!.Value.AddSeconds(31), "a right does not come back within minutes");
    }

    [Fact]
    public async Task Without_a_section_nothing_of_GitHub_is_begun()
    {
        await using var hosted = await Hosted.StartAsync(isConfigured: false);
        hosted.Ask();
        await hosted.Loop.FixAsync();

        (hosted.Attempt.Outcome, hosted.Attempt.Counted, hosted.Attempt.OutcomeReason).ShouldBe((Outcome.Deferred, false, "agentfleet.yaml has no section \"github\""));
        hosted.Ran.ShouldBeFalse();
        hosted.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_that_does_not_say_which_issue_it_is_starts_nothing()
    {
        await using var hosted = await Hosted.StartAsync();
        var (_, seen) = hosted.Ask();
        seen.Evidence["repository"] = "acme/shop/../../user";
        await hosted.Loop.FixAsync();

        (hosted.Attempt.Outcome, hosted.Attempt.OutcomeReason).ShouldBe((Outcome.Canceled, "github.issue: its evidence does not say which one it is"));
        hosted.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_GitHub_that_hangs_keeps_no_other_run_from_starting_and_is_given_up_after_ten_seconds()
    {
        await using var hosted = await Hosted.StartAsync(mostAtOnce: 2);
        hosted.Ask();
        hosted.Ask();
        hosted.Loop.Scan();
        // Opened later, and so the last in turn.
        hosted.Loop.Trouble("a", "cure");
        hosted.Server.Fail(GitHubFault.Hang, Issues);
        hosted.Loop.Scan();
        hosted.Loop.Supervisor.Tick();

        await Eventually.BecomesTrueAsync(() => hosted.Loop.Attempts("a") is [{ Outcome: Outcome.Succeeded }]);
        // On a slow machine it may have been given up by now; then a hold keeps the other from asking.
        Asked().ShouldBe(1, "one of the two asks");
        hosted.Loop.Supervisor.Tick();
        Asked().ShouldBe(1);
        await hosted.Loop.Supervisor.WhenIdleAsync();
        hosted.Loop.Ask("SELECT outcome, counted, outcome_reason FROM fix_attempts WHERE outcome <> 'succeeded'")
            .ShouldHaveSingleItem().ShouldMatch("^deferred 0 acme/shop#[12]: GitHub gave no answer in 10 s$");

        int Asked() => hosted.Loop.Ask("SELECT a.id FROM fix_attempts a JOIN findings f ON f.id = a.finding_id WHERE f.kind = 'github.issue'").Count;
    }

    [Fact]
    public async Task A_supervisor_that_is_stopped_while_it_asks_leaves_an_attempt_that_the_next_one_ends_and_makes_anew()
    {
        await using var hosted = await Hosted.StartAsync();
        hosted.Ask();
        hosted.Server.Fail(GitHubFault.Hang, Issues);
        hosted.Loop.Scan();
        hosted.Loop.Supervisor.Tick();
        await Eventually.BecomesTrueAsync(() => hosted.Loop.Claims.Live().Count == 1);
        await hosted.Loop.Supervisor.DisposeAsync();
        hosted.Server.Heal();
        var next = hosted.Loop.AnotherSupervisor();
        await next.SettleAsync();
        // The tick that ended the old attempt may have been the one that claimed anew, or not.
        await next.SettleAsync();

        hosted.Loop.Attempts(hosted.Subject).Select(attempt => (attempt.Outcome, attempt.Counted, attempt.OutcomeReason)).ShouldBe(
        [
            (Outcome.Canceled, false, "its supervisor died before the run began"),
            (Outcome.Succeeded, true, "exit code 0"),
        ]);
    }
}
