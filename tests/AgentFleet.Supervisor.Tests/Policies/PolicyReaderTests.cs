using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class PolicyReaderTests
{
    [Fact]
    public void Every_key_of_a_claude_policy_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.json", """{ "env": { "A": "1" } }""");
        var (policy, problems) = Made.Read("""
            ---
            executor: claude
            match: { kind: disk, scanner: root-disk }
            model: sonnet
            max_turns: 12
            max_budget_usd: 0.75
            timeout: 20m
            stall_after: 90s
            allowed_tools: [Read, "Bash(du:*)", "Edit(//etc/app/**)"]
            disallowed_tools: ["Bash(rm:*)"]
            directories: [/var/log, /srv]
            permission_mode: accept_edits
            setting_sources: [user, project, local]
            settings: own.json
            workspace: none
            env: [DOTNET_CLI_HOME, _X1]
            max_attempts: 5
            backoff: { base: 1m, cap: 2h }
            relapse: 3h
            then: other
            ---
            Fix {{host.name}}.
            """, folder.File("p.md"));

        problems.ShouldBeEmpty();
        policy.ShouldNotBeNull();
        (policy.Name, policy.Hash, policy.Match, policy.Then).ShouldBe(("p", "hash", new FindingMatch("disk", "root-disk"), "other"));
        (policy.Timeout, policy.StallAfter, policy.Relapse).ShouldBe((TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(90), TimeSpan.FromHours(3)));
        (policy.MaxAttempts, policy.Backoff).ShouldBe((5, new Backoff(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2))));
        policy.Env.ShouldBe(["DOTNET_CLI_HOME", "_X1"]);
        var claude = policy.Executor.ShouldBeOfType<ExecutorSettings.Claude>();
        (claude.Model, claude.MaxTurns, claude.MaxBudgetUsd, claude.PermissionMode).ShouldBe(("sonnet", 12, 0.75m, PermissionMode.AcceptEdits));
        claude.AllowedTools.ShouldBe(["Read", "Bash(du:*)", "Edit(//etc/app/**)"]);
        claude.DisallowedTools.ShouldBe(["Bash(rm:*)"]);
        claude.Directories.ShouldBe(["/var/log", "/srv"]);
        claude.SettingSources.ShouldBe(["user", "project", "local"]);
        claude.Settings.ShouldBe("""{ "env": { "A": "1" } }""");
    }

    [Fact]
    public void What_a_claude_policy_leaves_out_has_a_careful_default()
    {
        var policy = Made.Policy("executor: claude\nallowed_tools: [Read]");

        (policy.Timeout, policy.StallAfter, policy.Relapse).ShouldBe((TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)));
        (policy.MaxAttempts, policy.Backoff).ShouldBe((3, new Backoff(TimeSpan.FromMinutes(5), TimeSpan.FromHours(6))));
        (policy.Match, policy.Then, policy.Env.Count).ShouldBe((null, null, 0));
        var claude = policy.Executor.ShouldBeOfType<ExecutorSettings.Claude>();
        (claude.Model, claude.MaxTurns, claude.MaxBudgetUsd, claude.PermissionMode, claude.Settings).ShouldBe((null, 30, 2m, PermissionMode.Default, null));
        (claude.DisallowedTools.Count, claude.Directories.Count, claude.SettingSources.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_runbook_is_its_argument_list()
    {
        var policy = Made.Policy("executor: runbook\nrun: [/bin/sh, -c, \"echo '$x'\"]", "");

        policy.Executor.ShouldBeOfType<ExecutorSettings.Runbook>().Argv.ShouldBe(["/bin/sh", "-c", "echo '$x'"]);
        policy.Executor.Kind.ShouldBe(ExecutorKind.Runbook);
    }

    [Fact]
    public void A_policy_keeps_its_whole_text() =>
        Made.Read("---\nexecutor: runbook\nrun: [a]\n---\nWhy it is so.\n").Policy.ShouldNotBeNull()
            .Source.ShouldBe("---\nexecutor: runbook\nrun: [a]\n---\nWhy it is so.\n");
}
