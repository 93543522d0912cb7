using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class PermissionFlagTests
{
    private const string Why = "skips permissions, which is refused; an agent must ask for every tool that its policy does not name; name the tools in allowed_tools";

    [Theory]
    [InlineData("dangerously_skip_permissions: true", "dangerously_skip_permissions", 31)]
    [InlineData("dangerouslySkipPermissions: false", "dangerouslySkipPermissions", 29)]
    [InlineData("dangerously-skip-permissions: yes", "dangerously-skip-permissions", 31)]
    [InlineData("DANGEROUSLY_SKIP_PERMISSIONS: 1", "DANGEROUSLY_SKIP_PERMISSIONS", 31)]
    [InlineData("\"--dangerously-skip-permissions\": 1", "--dangerously-skip-permissions", 35)]
    [InlineData("allow_dangerously_skip_permissions: {}", "allow_dangerously_skip_permissions", 37)]
    [InlineData("bypass_permissions: 1", "bypass_permissions", 21)]
    public void A_key_that_skips_permissions_is_refused(string line, string key, int column) =>
        Claude(line).ShouldBe([$"p.md:4:{column}: \"{key}\" {Why}"]);

    [Theory]
    [InlineData("bypassPermissions")]
    [InlineData("bypass_permissions")]
    [InlineData("\"bypass\\u0050ermissions\"")]
    public void A_mode_that_skips_permissions_is_refused(string mode) =>
        Claude($"permission_mode: {mode}").ShouldContain(p => p.StartsWith("p.md:4:18: ") && p.EndsWith(Why));

    [Theory]
    [InlineData("[claude, -p, --dangerously-skip-permissions]", 3)]
    [InlineData("[claude, --permission-mode=bypassPermissions]", 2)]
    [InlineData("[claude, --permission-mode, bypassPermissions]", 3)]
    [InlineData("[/bin/sh, -c, \"exec claude --dangerously-skip-'permissions' -p\"]", 3)]
    [InlineData("[/bin/sh, -c, \"claude --allow-dangerously-skip-permissions\"]", 3)]
    public void A_runbook_that_skips_permissions_is_refused(string run, int argument) =>
        Made.Read($"---\nexecutor: runbook\nrun: {run}\n---\n").Problems.ShouldBe([$"p.md:3:6: argument {argument} of \"run\" {Why}"]);

    [Theory]
    [InlineData("""{"permissions":{"defaultMode":"bypassPermissions"}}""")]
    [InlineData("""{"skipDangerousModePermissionPrompt":true}""")]
    [InlineData("""{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"claude --dangerously-skip-permissions -p x"}]}]}}""")]
    [InlineData("""{"permissions":{"defaultMode":"bypass\u0050ermissions"}}""")]
    [InlineData("""{"skip\u0044angerousModePermissionPrompt":true}""")]
    public void Settings_that_skip_permissions_are_refused_however_they_are_written(string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.json", json);

        Made.Read("---\nexecutor: claude\nallowed_tools: [Read]\nsettings: own.json\n---\nx\n", folder.File("p.md")).Problems
            .ShouldBe([$"{folder.Path}/p.md:4:11: {folder.Path}/own.json {Why}"]);
    }

    [Theory]
    [InlineData("allowed_tools: [--dangerously-skip-permissions]")]
    [InlineData("allowed_tools: [\"Read --dangerously-skip-permissions\"]")]
    public void A_tool_that_is_a_flag_is_no_tool(string line) =>
        Made.Read($"---\nexecutor: claude\n{line}\n---\nx\n").Problems.Single().ShouldContain("is not a tool rule");

    private static string[] Claude(string line) => Made.Read($"---\nexecutor: claude\nallowed_tools: [Read]\n{line}\n---\nx\n").Problems;
}
