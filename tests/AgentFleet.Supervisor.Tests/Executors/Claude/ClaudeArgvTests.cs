using AgentFleet.Processes;
using AgentFleet.Supervisor.Executors;
using AgentFleet.Supervisor.Executors.Claude;
using AgentFleet.Supervisor.Runs;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Executors.Claude;

public sealed class ClaudeArgvTests
{
    private static readonly RunFolder Folder = new("/state/runs/1");

    [Fact]
    public void A_minimal_policy_gives_this_command_line() =>
        Argv("executor: claude\nallowed_tools: []").ShouldBe(
        [
            "/opt/claude", "-p", "--output-format=stream-json", "--verbose",
            "--session-id=019b7c00-0000-7000-8000-000000000003",
            "--append-system-prompt-file=/state/runs/1/instructions.md",
            "--tools=",
            "--permission-mode=default",
            "--max-turns=30",
            "--max-budget-usd=2.00",
            "--setting-sources=",
            "--add-dir=/state/runs/1/untrusted",
            "--strict-mcp-config", "--disable-slash-commands",
        ]);

    [Fact]
    public void A_full_policy_gives_this_command_line() =>
        Argv("""
            executor: claude
            model: sonnet
            max_turns: 12
            max_budget_usd: 0.5
            allowed_tools: [Read, "Bash(du:*)", "Bash(rm a,b:*)", "Edit(//etc/app/**)"]
            disallowed_tools: ["Bash(rm:*)", WebFetch]
            directories: ["/var/log", "/srv/a b"]
            permission_mode: dont_ask
            """).ShouldBe(
        [
            "/opt/claude", "-p", "--output-format=stream-json", "--verbose",
            "--session-id=019b7c00-0000-7000-8000-000000000003",
            "--append-system-prompt-file=/state/runs/1/instructions.md",
            "--tools=Read,Bash,Edit",
            "--allowedTools=Read", "--allowedTools=Bash(du:*)", "--allowedTools=Bash(rm a,b:*)", "--allowedTools=Edit(//etc/app/**)",
            "--disallowedTools=Bash(rm:*)", "--disallowedTools=WebFetch",
            "--permission-mode=dontAsk",
            "--max-turns=12",
            "--max-budget-usd=0.5",
            "--setting-sources=",
            "--add-dir=/state/runs/1/untrusted", "--add-dir=/var/log", "--add-dir=/srv/a b",
            "--strict-mcp-config", "--disable-slash-commands",
            "--model=sonnet",
        ]);

    [Fact]
    public void A_policy_that_asks_for_the_user_s_settings_gets_them_and_may_bring_its_own()
    {
        using var files = new TemporaryFolder();
        files.Write("own.json", "{}");
        var (policy, _) = Made.Read("---\nexecutor: claude\nallowed_tools: [Read]\nsetting_sources: [user, project]\nsettings: own.json\n---\nx\n", files.File("p.md"));
        var argv = new ClaudeExecutor("claude").Argv(policy.ShouldNotBeNull(), Folder, Made.SessionId);

        argv.ShouldContain("--setting-sources=user,project");
        argv.ShouldContain("--settings=/state/runs/1/settings.json");
        argv.ShouldNotContain("--strict-mcp-config");
        argv.ShouldNotContain("--disable-slash-commands");
    }

    [Theory]
    [InlineData("default", "default")]
    [InlineData("accept_edits", "acceptEdits")]
    [InlineData("dont_ask", "dontAsk")]
    [InlineData("plan", "plan")]
    public void Permission_modes_are_written_as_the_CLI_knows_them(string written, string said) =>
        Argv($"executor: claude\nallowed_tools: []\npermission_mode: {written}").ShouldContain($"--permission-mode={said}");

    [Fact]
    public void The_order_is_read_on_standard_input() => new ClaudeExecutor("claude").StandardInput(Folder).ShouldBe("/state/runs/1/order.md");

    [Fact]
    public void A_CLI_that_offers_a_tool_which_no_policy_named_failed()
    {
        using var files = new TemporaryFolder();
        files.Write("stream.jsonl", """
            {"type":"system","subtype":"init","tools":["Bash","Read","WebFetch"]}
            {"type":"result","subtype":"success","is_error":false,"result":"ok"}
            """);
        var policy = Made.Policy("executor: claude\nallowed_tools: [Read, \"Bash(du:*)\"]");

        new ClaudeExecutor("claude").Judge(policy, new RunFolder(files.Path), new RunEnd.Exited(0), Made.Now).Outcome
            .ShouldBe(new RunOutcome.Failed("the CLI offered tools that the policy does not name: WebFetch"));
    }

    [Theory]
    [InlineData("Agent", "Task")]
    [InlineData("KillShell", "TaskStop")]
    [InlineData("BashOutput", "TaskOutput")]
    public void A_tool_that_the_CLI_lists_under_its_other_name_is_the_one_that_was_asked_for(string named, string listed)
    {
        using var files = new TemporaryFolder();
        files.Write("stream.jsonl", $$"""
            {"type":"system","subtype":"init","tools":["{{listed}}"]}
            {"type":"result","subtype":"success","is_error":false,"result":"ok"}
            """);
        var policy = Made.Policy($"executor: claude\nallowed_tools: [{named}]");

        new ClaudeExecutor("claude").Judge(policy, new RunFolder(files.Path), new RunEnd.Exited(0), Made.Now).Outcome
            .ShouldBe(new RunOutcome.Succeeded("ok"));
    }

    private static IReadOnlyList<string> Argv(string head) => new ClaudeExecutor("/opt/claude").Argv(Made.Policy(head), Folder, Made.SessionId);
}
