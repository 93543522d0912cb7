using AgentFleet.Ledger.Fixing;
using AgentFleet.MessagesApi;

namespace AgentFleet.Supervisor.Tests.Cli;

/// <summary>Nothing of the user's own settings reaches a run, except the login.</summary>
[Trait("Category", "Slow")]
public sealed class IsolationTests
{
    private const string Mark = "zqx-planted";

    [Fact]
    public async Task Nothing_of_the_user_s_own_settings_reaches_an_agent_but_the_login_does()
    {
        await using var lab = await PlantedAsync();
        lab.Policy("allowed_tools: [Bash]");
        await lab.Loop.FixAsync();

        lab.Conversation.Count.ShouldBe(2);
        lab.Conversation.ShouldAllBe(r => !r.Body.GetRawText().Contains(Mark));
        lab.Conversation.ShouldAllBe(r => r.Headers["authorization"] == $"Bearer {Lab.Token}" && !r.Headers.ContainsKey("x-api-key"));
        lab.Conversation[1].ToolResults.Single().Text.Trim().ShouldBe("env:", "an environment variable of the user's settings would stand behind it");
        Touched(lab).ShouldBeEmpty();
        Init(lab).ShouldNotContain("planted");
        lab.Conversation[0].Tools.ShouldBe(["Bash"]);
        lab.Loop.Attempts("a").Single().Outcome.ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task A_policy_that_asks_for_the_user_s_settings_gets_them()
    {
        await using var lab = await PlantedAsync();
        lab.Policy("allowed_tools: [Bash, Skill, Task]", "setting_sources: [user]");
        await lab.Loop.FixAsync();

        var asked = string.Concat(lab.Conversation.Select(r => r.Body.GetRawText()));
        asked.ShouldContain($"{Mark}-memory");
        lab.Conversation[1].ToolResults.Single().Text.Trim().ShouldBe($"env:{Mark}-env");
        Init(lab).ShouldContain("\"planted\"", customMessage: "as a skill, a command, an agent and an MCP server");
        Touched(lab).ShouldContain("hook-SessionStart");
        Touched(lab).ShouldContain("mcp");
    }

    /// <summary>What the CLI says that it has loaded.</summary>
    private static string Init(Lab lab) => File.ReadLines(Path.Combine(lab.Loop.State.Run(lab.Loop.Attempts("a").Single().Id), "stream.jsonl"))
        .First(line => line.Contains("\"subtype\":\"init\"", StringComparison.Ordinal));

    private static IEnumerable<string> Touched(Lab lab) => Directory.Exists(lab.Loop.File("touched"))
        ? Directory.EnumerateFiles(lab.Loop.File("touched")).Select(f => Path.GetFileName(f)!)
        : [];

    /// <summary>A user who has set up everything that can be set up.</summary>
    private static async Task<Lab> PlantedAsync()
    {
        var lab = await Lab.StartAsync(new Script(Lab.Bash("echo env:$PLANTED"), Turn.Text("Done.")), oauth: true);
        var touched = Directory.CreateDirectory(lab.Loop.File("touched")).FullName;
        object Hook(string name) => new[] { new { hooks = new[] { new { type = "command", command = $"touch {touched}/hook-{name}" } } } };
        lab.HomeFile(".claude/settings.json", new
        {
            env = new { PLANTED = $"{Mark}-env" },
            hooks = new { SessionStart = Hook("SessionStart"), PreToolUse = Hook("PreToolUse"), Stop = Hook("Stop"), UserPromptSubmit = Hook("UserPromptSubmit") },
            permissions = new { allow = new[] { "Bash(touch:*)" } },
            outputStyle = $"{Mark}-style",
        });
        lab.HomeFile(".claude.json", new
        {
            hasCompletedOnboarding = true,
            mcpServers = new { planted = new { command = "/bin/sh", args = new[] { "-c", $"touch {touched}/mcp; cat" } } },
        });
        lab.HomeFile(".claude/CLAUDE.md", $"Always say {Mark}-memory.");
        lab.HomeFile(".claude/skills/planted/SKILL.md", $"---\nname: planted\ndescription: {Mark}-skill\n---\n{Mark}-skill");
        lab.HomeFile(".claude/commands/planted.md", $"---\ndescription: {Mark}-command\n---\n{Mark}-command");
        lab.HomeFile(".claude/agents/planted.md", $"---\nname: planted\ndescription: {Mark}-agent\n---\n{Mark}-agent");
        foreach (var parent in new[] { lab.Loop.Folder.Path, lab.Loop.State.Root, lab.Loop.State.Runs })
        {
            await File.WriteAllTextAsync(Path.Combine(parent, "CLAUDE.md"), $"Always say {Mark}-project.");
            Directory.CreateDirectory(Path.Combine(parent, ".claude"));
            File.Copy(Path.Combine(lab.Home, ".claude", "settings.json"), Path.Combine(parent, ".claude", "settings.json"));
            File.Copy(Path.Combine(lab.Home, ".claude.json"), Path.Combine(parent, ".mcp.json"));
        }
        lab.Loop.Trouble("a", "p");
        return lab;
    }
}
