using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.MessagesApi;
using AgentFleet.Supervisor.Tests.Loops;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Cli;

[Trait("Category", "Slow")]
public sealed class ModelTroubleTests
{
    [Fact]
    public async Task A_login_that_is_not_accepted_holds_all_agents_back_and_calls_a_person()
    {
        await using var lab = await StartAsync(Turn.Error(401, "authentication_error", "invalid x-api-key"));
        lab.Loop.Trouble("b", "p");
        await lab.Loop.RoundAsync();

        var attempt = lab.Loop.Claims.Live().Concat(lab.Loop.Attempts("a")).First();
        (attempt.Outcome, attempt.Counted).ShouldBe((Outcome.Deferred, false));
        Hold(lab).ShouldBe(("claude", 30));
        lab.Loop.Alerts(AlertKind.LoginNeeded).Single().ShouldStartWith("5 The model does not accept the login API error 401: ");

        var asked = lab.Conversation.Count;
        await lab.Loop.RoundAsync();
        lab.Conversation.Count.ShouldBe(asked, "nothing is run while the hold is in force");
    }

    [Theory]
    [InlineData(429, "rate_limit_error")]
    [InlineData(529, "overloaded_error")]
    [InlineData(500, "api_error")]
    public async Task A_model_that_is_busy_or_broken_is_tried_again_in_five_minutes(int status, string type)
    {
        await using var lab = await StartAsync(Turn.Error(status, type, "not now"));
        await lab.Loop.RoundAsync();

        Deferred(lab);
        Hold(lab).ShouldBe(("claude", 5));
    }

    [Fact]
    public async Task A_connection_that_breaks_off_costs_no_attempt()
    {
        await using var lab = await StartAsync(Turn.Drop());
        await lab.Loop.RoundAsync();

        Deferred(lab);
        Hold(lab).ShouldBe(("claude", 5));
    }

    [Fact]
    public async Task A_usage_limit_holds_all_agents_back_until_it_is_lifted()
    {
        var resets = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(50).ToUnixTimeSeconds());
        await using var lab = await StartAsync(new Script(Turn.UsageLimit(resets), Turn.Text("Back again.")), oauth: true);
        await lab.Loop.RoundAsync();

        Deferred(lab);
        lab.Loop.Holds.InForce().Single().Until.ShouldBe(resets);
        lab.Loop.Order("a").NextAttemptAt.ShouldNotBeNull().ShouldBeInRange(resets, resets.AddSeconds(30));
        lab.Loop.Alerts(AlertKind.UsageLimitBegun).Single().ShouldStartWith($"3 Usage limit: agents wait until {Ledger.Times.Text(resets)} ");
        lab.Loop.Clock.Advance(TimeSpan.FromMinutes(40));
        await lab.Loop.RoundAsync();
        lab.Loop.Attempts("a").Count.ShouldBe(1);

        lab.Loop.Clock.Advance(TimeSpan.FromMinutes(11));
        await lab.Loop.RoundAsync();
        lab.Loop.Attempts("a").Select(a => (a.Outcome, a.Counted)).ShouldBe([(Outcome.Deferred, false), (Outcome.Succeeded, true)]);
        lab.Loop.Holds.InForce().ShouldBeEmpty();
        lab.Conversation.ShouldAllBe(r => r.Headers["authorization"] == $"Bearer {Lab.Token}");
    }

    [Fact]
    public async Task An_agent_that_hangs_is_ended_with_everything_that_its_tools_started()
    {
        await using var lab = await StartAsync(Lab.Bash("nohup setsid sleep 117 >/dev/null 2>&1 & echo $! > child"), Turn.Stall());
        lab.Loop.Policy("p", Written.Claude(["allowed_tools: [Bash]", "stall_after: 1h", "timeout: 365d"]));
        var fixing = lab.Loop.FixAsync();
        await Eventually.BecomesTrueAsync(() => lab.Conversation.Count == 2 || fixing.IsCompleted);
        await lab.Loop.PassAsync(TimeSpan.FromHours(1), fixing);

        var attempt = lab.Loop.Attempts("a").Single();
        (attempt.Outcome, attempt.Counted, attempt.OutcomeReason).ShouldBe((Outcome.Stalled, true, "it gave no sign of life for 1h and was ended"));
        lab.Conversation.Count.ShouldBe(2, "it hung in its second turn");
        File.Exists(Path.Combine(lab.Loop.State.Run(attempt.Id), "work", "child")).ShouldBeTrue();
        Marked.With(attempt.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_CLI_that_is_not_installed_costs_no_attempt()
    {
        await using var loop = new Loop(claude: "/nowhere/claude");
        loop.Policy("p", Written.Claude(["allowed_tools: [Read]"]));
        loop.Trouble("a", "p");
        await loop.FixAsync();

        var attempt = loop.Attempts("a").Single();
        (attempt.Outcome, attempt.Counted).ShouldBe((Outcome.Deferred, false));
        attempt.OutcomeReason.ShouldNotBeNull().ShouldStartWith("the claude CLI could not be started: ");
    }

    private static Task<Lab> StartAsync(params Turn[] turns) => StartAsync(Script.Repeating(turns));

    private static async Task<Lab> StartAsync(Script script, bool oauth = false)
    {
        var lab = await Lab.StartAsync(script, oauth);
        lab.Policy("allowed_tools: [Bash]");
        lab.Loop.Trouble("a", "p");
        return lab;
    }

    private static void Deferred(Lab lab)
    {
        var attempt = lab.Loop.Attempts("a").Single();
        (attempt.Outcome, attempt.Counted).ShouldBe((Outcome.Deferred, false));
        lab.Loop.Order("a").State.ShouldBe(OrderState.BackingOff);
    }

    private static (string Target, int Minutes) Hold(Lab lab)
    {
        var hold = lab.Loop.Holds.InForce().Single();
        var ended = Ledger.Times.Parse(lab.Loop.Ask("SELECT max(ended_at) FROM fix_attempts").Single());
        return (hold.Target, (int)Math.Round((hold.Until!.Value - ended).TotalMinutes));
    }
}
