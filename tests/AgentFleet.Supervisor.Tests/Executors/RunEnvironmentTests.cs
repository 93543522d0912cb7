using AgentFleet.Supervisor.Tests.Loops;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Executors;

/// <summary>What a run really gets, as its own process sees it.</summary>
public sealed class RunEnvironmentTests
{
    private static readonly string[] Paperwork =
        ["AGENTFLEET_ATTEMPT", "AGENTFLEET_FINDING", "AGENTFLEET_HEARTBEAT", "AGENTFLEET_KIND", "AGENTFLEET_RUN", "AGENTFLEET_UNTRUSTED"];

    private static readonly string[] Base = ["HOME", "LANG", "PATH"];

    // What sh adds of its own accord, as dash and bash do.
    private static readonly string[] Shell = ["PWD", "SHLVL", "_", "OLDPWD"];

    [Fact]
    public async Task A_runbook_gets_the_base_the_paperwork_and_what_its_policy_names()
    {
        Environment.SetEnvironmentVariable("AGENTFLEET_TEST_SECRET", "leaked");
        Environment.SetEnvironmentVariable("AGENTFLEET_TEST_WANTED", "wanted value");
        await using var loop = new Loop();
        loop.Policy("p", Written.Runbook("exec env", "env: [AGENTFLEET_TEST_WANTED, AGENTFLEET_TEST_UNSET]"));
        loop.Trouble("a", "p");
        await loop.FixAsync();

        var environment = Printed(loop);
        environment.Keys.Except(Shell).Order(StringComparer.Ordinal).ShouldBe([.. Paperwork.Concat(Base).Append("AGENTFLEET_TEST_WANTED").Order(StringComparer.Ordinal)]);
        environment["AGENTFLEET_TEST_WANTED"].ShouldBe("wanted value");
        environment["LANG"].ShouldBe("C.UTF-8");
        var attempt = loop.Attempts("a").Single();
        (environment["AGENTFLEET_ATTEMPT"], environment["AGENTFLEET_FINDING"], environment["AGENTFLEET_KIND"])
            .ShouldBe((attempt.Id.ToString(), attempt.FindingId.ToString(), "file"));
        environment["AGENTFLEET_UNTRUSTED"].ShouldBe(Path.Combine(loop.State.Run(attempt.Id), "untrusted"));
        environment["AGENTFLEET_HEARTBEAT"].ShouldBe(Path.Combine(loop.State.Run(attempt.Id), "heartbeat"));
    }

    [Fact]
    public async Task A_claude_run_gets_the_switches_that_keep_strangers_out_and_no_key()
    {
        Environment.SetEnvironmentVariable("AGENTFLEET_TEST_SECRET", "leaked");
        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", "sk-ant-leaked");
        using var folder = new TemporaryFolder();
        await using var loop = new Loop(claude: FakeClaude.Write(folder, "exec env"));
        loop.Policy("p", Written.Claude(["allowed_tools: [Read]"]));
        loop.Trouble("a", "p");
        await loop.FixAsync();

        var environment = Printed(loop);
        string[] login = ["USER", "LOGNAME", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CONFIG_DIR"];
        environment.Keys.Except([.. Shell, .. login]).Order(StringComparer.Ordinal).ShouldBe([.. Paperwork.Concat(Base).Concat(
        [
            "CLAUDE_CODE_DISABLE_ATTACHMENTS", "CLAUDE_CODE_DISABLE_AUTO_MEMORY", "CLAUDE_CODE_DISABLE_GIT_INSTRUCTIONS",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "CLAUDE_CODE_MAX_RETRIES", "DISABLE_AUTOUPDATER", "DISABLE_ERROR_REPORTING", "DISABLE_TELEMETRY",
        ]).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task A_run_works_in_a_folder_of_its_own_that_only_the_owner_can_read()
    {
        await using var loop = new Loop();
        loop.Policy("p", Written.Runbook("pwd"));
        loop.Trouble("a", "p");
        await loop.FixAsync();

        var folder = loop.State.Run(loop.Attempts("a").Single().Id);
        File.ReadAllText(Path.Combine(folder, "stream.jsonl")).ShouldBe(Path.Combine(folder, "work") + "\n");
        foreach (var directory in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.GetUnixFileMode(directory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, directory);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    private static Dictionary<string, string> Printed(Loop loop) => File
        .ReadAllLines(Path.Combine(loop.State.Run(loop.Attempts("a").Single().Id), "stream.jsonl"))
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
