using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class PolicyProblemTests
{
    [Fact]
    public void Everything_that_is_wrong_comes_out_at_once_each_with_its_place()
    {
        Made.Read("""
            ---
            executor: claude
            max_turns: 0
            max_budget_usd: 1,50
            timeout: 30
            stall_after: 0s
            allowed_tools: [Read, "Bash(", "rm -rf"]
            directories: [relative/path]
            setting_sources: [users]
            permission_mode: accept
            workspace: worktree
            max_attempts: 101
            backoff: { base: 10m, cap: 5m }
            env: [A-B]
            match: {}
            timeot: 3m
            ---
            Fix {{host.nam}}.
            """).Problems.ShouldBe(
            [
                "p.md:3:12: \"max_turns\" must be a whole number of at least 1, not \"0\"",
                "p.md:4:17: \"max_budget_usd\" must be a number of at least 0.01, not \"1,50\"; write the decimal point as \".\"",
                "p.md:5:10: \"timeout\" must be a duration from 1s to 365d, not \"30\"; a number needs a unit: 30ms, 30s, 30m, 30h or 30d",
                "p.md:6:14: \"stall_after\" must be a duration from 1s to 365d, not \"0s\"",
                "p.md:7:16: \"Bash(\" is not a tool rule; write a tool's name, or a name with a pattern such as Bash(du:*)",
                "p.md:7:16: \"rm -rf\" is not a tool rule; write a tool's name, or a name with a pattern such as Bash(du:*)",
                "p.md:8:14: \"relative/path\" is not an absolute path",
                "p.md:9:18: unknown setting source \"users\"; did you mean \"user\"?",
                "p.md:10:18: \"permission_mode\" must be one of default, accept_edits, dont_ask, plan, not \"accept\"; did you mean \"accept_edits\"?",
                "p.md:11:12: the workspace \"worktree\" is not in this version; leave it out, or write none",
                "p.md:12:15: \"max_attempts\" must be a whole number from 1 to 100, not \"101\"",
                "p.md:13:28: \"cap\" (5m) is shorter than \"base\" (10m)",
                "p.md:14:6: \"A-B\" is not the name of a variable; list names only; their values come from the supervisor's environment",
                "p.md:15:8: \"match\" names no condition, so it would take every finding; give a kind or a scanner",
                "p.md:16:1: unknown key \"timeot\"; did you mean \"timeout\"?",
                "p.md:18:5: unknown variable \"host.nam\"; did you mean \"host.name\"?",
            ]);
    }

    [Theory]
    [InlineData("executor: tmux", "p.md:2:11: the executor \"tmux\" is not in this version; use runbook or claude")]
    [InlineData("run: [a]\nexecutor: ~", "p.md:3:11: the key \"executor\" is missing")]
    [InlineData("executor: runbook", "p.md:2:1: the key \"run\" is missing")]
    [InlineData("executor: runbook\nrun: /bin/true", "p.md:3:6: \"run\" must be a list of texts, not \"/bin/true\"; write [ ] around it")]
    [InlineData("executor: claude", "p.md:2:1: the key \"allowed_tools\" is missing")]
    [InlineData("executor: runbook\nrun: [a]\nmodel: sonnet", "p.md:4:1: unknown key \"model\"")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { labels: [x] }", "p.md:4:18: \"labels\" says nothing without a kind beside it; such as kind: github.issue")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { labels: [x], scanner: y }", "p.md:4:18: \"labels\" says nothing without a kind beside it; such as kind: github.issue")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { labels: [], kind: y }", "p.md:4:18: \"labels\" lists nothing; such as [agentfleet:fix]")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { labels: x, kind: y }", "p.md:4:18: \"labels\" must be a list of texts, not \"x\"; write [ ] around it")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { labels: [a, [b]], kind: y }", "p.md:4:22: \"labels\" must be a list of texts, but this item is a list")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { labels: [\" \"], kind: y }", "p.md:4:18: \" \" is not a label; a label has 1 to 50 characters")]
    [InlineData("executor: runbook\nrun: [a]\nmatch: { label: [x], kind: y }", "p.md:4:10: unknown key \"label\"; did you mean \"labels\"?")]
    public void A_head_that_cannot_be_used_is_refused(string head, string problem) =>
        Made.Read($"---\n{head}\n---\nx\n").Problems.ShouldContain(p => p.StartsWith(problem));

    [Fact]
    public void A_claude_policy_without_instructions_is_refused() =>
        Made.Read("---\nexecutor: claude\nallowed_tools: [Read]\n---\n  \n").Problems
            .ShouldBe(["p.md:5:1: the instructions are missing; say below the front matter what the agent shall do"]);

    [Fact]
    public void An_agent_gets_no_credential_of_GitHub_but_a_runbook_may()
    {
        Made.Read("---\nexecutor: claude\nallowed_tools: [Read]\nenv: [HOME, GITHUB_TOKEN]\n---\nx\n").Problems
            .ShouldBe(["p.md:4:6: an agent gets no credential of GitHub: \"GITHUB_TOKEN\"; a runbook may have it"]);
        Made.Read("---\nexecutor: runbook\nrun: [a]\nenv: [GITHUB_TOKEN]\n---\n").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_mistyped_executor_is_the_only_thing_that_is_said() =>
        Made.Read("---\nexecutor: cluade\nallowed_tools: [Read]\n---\nx\n").Problems
            .ShouldBe(["p.md:2:11: there is no executor called \"cluade\"; did you mean \"claude\"?"]);

    [Theory]
    [InlineData("run: []")]
    [InlineData("run: [\"\"]")]
    [InlineData("run: [-c, x]")]
    public void A_runbook_that_names_no_program_is_refused(string run) =>
        Made.Read($"---\nexecutor: runbook\n{run}\n---\n").Problems.Length.ShouldBe(1, "such a run can never start");

    [Theory]
    [InlineData("timeout: 10000000d")]
    [InlineData("stall_after: 10000000d")]
    [InlineData("relapse: 10000000d")]
    [InlineData("backoff: { base: 10000000d, cap: 10000000d }")]
    public void A_duration_that_no_calendar_can_hold_is_refused(string key) =>
        Made.Read($"---\nexecutor: runbook\nrun: [a]\n{key}\n---\n").Problems.ShouldNotBeEmpty("added to a date it would overflow");

    [Theory]
    [InlineData("{ \"a\": ", "own.json:1:8: this is not JSON; the CLI would silently ignore the whole file")]
    [InlineData("[1]", "p.md:4:11: {0}/own.json must hold one JSON object")]
    public void Settings_that_the_CLI_would_ignore_are_refused(string json, string problem)
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.json", json);

        Made.Read("---\nexecutor: claude\nallowed_tools: [Read]\nsettings: own.json\n---\nx\n", folder.File("p.md")).Problems
            .ShouldBe([$"{folder.Path}/{problem.Replace("{0}", folder.Path)}"]);
    }

    [Fact]
    public void Settings_that_are_not_there_are_refused()
    {
        using var folder = new TemporaryFolder();

        Made.Read("---\nexecutor: claude\nallowed_tools: [Read]\nsettings: own.json\n---\nx\n", folder.File("p.md")).Problems.Single()
            .ShouldStartWith($"{folder.Path}/p.md:4:11: {folder.Path}/own.json cannot be read: ");
    }
}
