using AgentFleet.Ledger.Alerting;
using AgentFleet.Ledger.Fixing;
using AgentFleet.MessagesApi;

namespace AgentFleet.Supervisor.Tests.Cli;

[Trait("Category", "Slow")]
public sealed class AgentWorkTests
{
    [Fact]
    public async Task A_file_that_the_agent_s_tool_deletes_is_gone_and_the_look_says_fixed()
    {
        await using var lab = await LabThatRemovesAsync();
        lab.Policy("allowed_tools: [\"Bash(rm:*)\"]", $"directories: [{lab.Loop.File("watched")}]");
        await lab.Loop.RoundAsync();

        File.Exists(lab.Loop.File("watched/a")).ShouldBeFalse();
        lab.Loop.Ask("SELECT verdict FROM verifications").ShouldBe(["fixed"]);
        lab.Loop.Order("a").State.ShouldBe(OrderState.Done);
        var attempt = lab.Loop.Attempts("a").Single();
        lab.Conversation.ShouldAllBe(r => r.SessionId == attempt.SessionId.ToString());
        lab.Loop.Ask("SELECT turns, input_tokens, output_tokens, cost_usd > 0 FROM fix_attempts").ShouldBe(["2 117 50 1"]);
        lab.Conversation[0].Tools.ShouldBe(["Bash"]);
        lab.Conversation[0].SystemText.ShouldContain("Keep host-1 tidy.");
        lab.Conversation[0].Prompt.ShouldStartWith("# Work order");
        lab.Conversation[1].ToolResults.Single().IsError.ShouldBeFalse();
    }

    [Fact]
    public async Task A_denied_tool_is_refused_until_the_policy_allows_it()
    {
        await using var lab = await LabThatRemovesAsync();
        lab.Policy("allowed_tools: [\"Bash(du:*)\"]", $"directories: [{lab.Loop.File("watched")}]");
        await lab.Loop.RoundAsync();

        File.Exists(lab.Loop.File("watched/a")).ShouldBeTrue();
        lab.Loop.Attempts("a").Single().Outcome.ShouldBe(Outcome.Refused);
        lab.Loop.Order("a").State.ShouldBe(OrderState.Refused);
        lab.Loop.Alerts(AlertKind.FindingRefused).Single().ShouldStartWith("4 Refused: a is in the way The policy p does not allow what the agent asked for: "
            + $"refused: denied: Bash(rm -f {lab.Loop.File("watched/a")})");
        lab.Loop.Clock.Advance(TimeSpan.FromMinutes(30));
        await lab.Loop.RoundAsync();
        lab.Loop.Attempts("a").Count.ShouldBe(1, "asking again would be denied again");

        lab.Policy("allowed_tools: [\"Bash(rm:*)\"]", $"directories: [{lab.Loop.File("watched")}]");
        await lab.Loop.RoundAsync();
        lab.Loop.Attempts("a").Select(a => a.Outcome).ShouldBe([Outcome.Refused, Outcome.Succeeded]);
        lab.Loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    [Fact]
    public async Task An_agent_that_says_done_and_does_nothing_is_not_believed()
    {
        await using var lab = await Lab.StartAsync(Script.Repeating(Turn.Text("Done! Everything is fixed.")));
        lab.Loop.Trouble("a", "p");
        lab.Policy("allowed_tools: [\"Bash(rm:*)\"]", "max_attempts: 3");
        for (var i = 0; i < 2; i++)
        {
            await lab.Loop.RoundAsync();
            lab.Loop.Order("a").State.ShouldBe(OrderState.BackingOff);
            lab.Loop.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        await lab.Loop.RoundAsync();

        lab.Loop.Attempts("a").Select(a => (a.Outcome, a.OutcomeReason)).Distinct().ShouldBe([(Outcome.Succeeded, "Done! Everything is fixed.")]);
        lab.Loop.Ask("SELECT verdict FROM verifications").ShouldBe(["not_fixed", "not_fixed", "not_fixed"]);
        lab.Loop.Order("a").State.ShouldBe(OrderState.Escalated);
        lab.Loop.Alerts(AlertKind.FindingEscalated).Count.ShouldBe(1);
        lab.Conversation.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_policy_that_was_mended_gets_its_attempts_even_when_the_refusal_was_the_last_one()
    {
        await using var lab = await LabThatRemovesAsync();
        lab.Policy("allowed_tools: [\"Bash(du:*)\"]", "max_attempts: 1", $"directories: [{lab.Loop.File("watched")}]");
        await lab.Loop.RoundAsync();
        lab.Loop.Order("a").State.ShouldBe(OrderState.Refused);
        lab.Policy("allowed_tools: [\"Bash(rm:*)\"]", "max_attempts: 1", $"directories: [{lab.Loop.File("watched")}]");
        await lab.Loop.RoundAsync();

        lab.Loop.Attempts("a").Count.ShouldBe(2, "the new version of the policy was never tried");
        lab.Loop.Order("a").State.ShouldBe(OrderState.Done);
    }

    private static async Task<Lab> LabThatRemovesAsync()
    {
        var lab = await Lab.StartAsync(request =>
        {
            var path = File.ReadAllText(Path.Combine(Untrusted(request), "evidence", "path"));
            return request.ToolResults.Count == 0 ? Lab.Bash($"rm -f {path}") : Turn.Text("I tried to remove it.") with { Usage = new(100, 30, CacheRead: 7) };
        });
        lab.Loop.Trouble("a", "p");
        return lab;
    }

    // As an agent would: the order says where the data is.
    private static string Untrusted(RecordedRequest request) =>
        request.Prompt.Split(' ', '\n').Single(word => word.EndsWith("/untrusted/finding.json.", StringComparison.Ordinal)).Replace("/finding.json.", "", StringComparison.Ordinal);
}
