using AgentFleet.Definitions;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Testing;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class PolicyFolderTests : IDisposable
{
    private readonly TemporaryFolder _files = new();
    private readonly PolicyFolder _folder;

    public PolicyFolderTests() => _folder = new PolicyFolder(_files.Path);

    [Fact]
    public void An_edit_is_in_force_at_the_next_reload()
    {
        Write("a", max: 1);
        var before = _folder.Reload().Good["a"];
        Write("a", max: 2);
        var after = _folder.Reload().Good["a"];

        (before.Value.MaxAttempts, after.Value.MaxAttempts).ShouldBe((1, 2));
        after.Hash.ShouldNotBe(before.Hash);
        after.Value.Hash.ShouldBe(after.Hash);
    }

    [Fact]
    public void An_edit_of_the_settings_that_a_policy_names_is_in_force_at_the_next_reload()
    {
        _files.Write("hooks.json", """{"hooks":{}}""");
        _files.Write("a.md", "---\nexecutor: claude\nallowed_tools: [Read]\nsettings: hooks.json\n---\nTidy up.\n");
        SettingsOf(_folder.Reload()).ShouldBe("""{"hooks":{}}""");
        _files.Write("hooks.json", """{"env":{}}""");
        SettingsOf(_folder.Reload()).ShouldBe("""{"env":{}}""");
        _files.Write("hooks.json", "{");
        var broken = _folder.Reload();
        (SettingsOf(broken), broken.Broken.Count).ShouldBe(("""{"env":{}}""", 1));
        _files.Write("hooks.json", """{"env":{"A":"b"}}""");
        var mended = _folder.Reload();
        (SettingsOf(mended), mended.Broken.Count).ShouldBe(("""{"env":{"A":"b"}}""", 0));

        static string? SettingsOf(FolderSnapshot<Policy> policies) => ((ExecutorSettings.Claude)policies.Good["a"].Value.Executor).Settings;
    }

    [Fact]
    public void A_broken_edit_keeps_the_last_good_version_and_names_the_place()
    {
        Write("a", max: 1);
        _folder.Reload();
        _files.Write("a.md", "---\nexecutor: runbook\nrun: [a]\nmax_attempts: many\n---\n");
        var policies = _folder.Reload();

        policies.Good["a"].Value.MaxAttempts.ShouldBe(1);
        policies.Broken.Single().KeptLastGood.ShouldBeTrue();
        Problems(policies).ShouldBe([$"{_files.File("a.md")}:4:15: \"max_attempts\" must be a whole number from 1 to 100, not \"many\""]);
    }

    [Fact]
    public void A_policy_that_falls_back_on_itself_is_refused()
    {
        Write("a", then: "a");

        Problems(_folder.Reload()).ShouldBe([$"{_files.File("a.md")}:5:7: the policy names itself in \"then\"; a chain of policies must end"]);
    }

    [Fact]
    public void A_ring_of_policies_is_refused_at_each_of_them()
    {
        Write("a", then: "b");
        Write("b", then: "c");
        Write("c", then: "a");
        var policies = _folder.Reload();

        Problems(policies).ShouldBe([.. new[] { ("a", "b"), ("b", "c"), ("c", "a") }.Select(p =>
            $"{_files.File(p.Item1 + ".md")}:5:7: \"then\" leads back to this policy through \"{p.Item2}\"; a chain of policies must end")]);
        policies.Good.ShouldBeEmpty();
    }

    [Fact]
    public void A_policy_to_fall_back_on_that_is_not_there_is_refused()
    {
        Write("a", then: "restart");
        Write("restart-web");

        Problems(_folder.Reload()).ShouldBe([$"{_files.File("a.md")}:5:7: \"then\" names the policy \"restart\", which is not there; did you mean \"restart-web\"?"]);
    }

    [Fact]
    public void A_last_good_version_that_is_kept_never_closes_a_ring()
    {
        Write("a", then: "b");
        Write("b");
        _folder.Reload();
        Write("a", then: "gone");
        _folder.Reload();
        Write("b", then: "a");
        var policies = _folder.Reload();

        policies.Good.Keys.ShouldAllBe(name => PolicyFolder.Chain(policies.Good[name].Value, policies).Take(10).Count() < 10);
    }

    [Fact]
    public void A_finding_gets_the_policy_that_its_scanner_names_or_else_the_first_that_takes_it()
    {
        Write("named");
        Write("x-disk", match: "kind: disk");
        Write("y-disk", match: "kind: disk");
        Write("z-root", match: "kind: disk, scanner: other");
        var policies = _folder.Reload();

        PolicyFolder.For(Made.Finding() with { Policy = "named" }, policies).ShouldNotBeNull().Name.ShouldBe("named");
        PolicyFolder.For(Made.Finding(), policies).ShouldNotBeNull().Name.ShouldBe("x-disk");
        PolicyFolder.For(Made.Finding() with { Kind = "plugin" }, policies).ShouldBeNull();
        PolicyFolder.For(Made.Finding() with { Policy = "gone" }, policies).ShouldBeNull();
    }

    public void Dispose() => _files.Dispose();

    private void Write(string name, int max = 3, string? then = null, string? match = null) => _files.Write(
        $"{name}.md",
        $"---\nexecutor: runbook\nrun: [/bin/true]\nmax_attempts: {max}\n{(then is null ? "" : $"then: {then}\n")}{(match is null ? "" : $"match: {{ {match} }}\n")}---\n");

    private static string[] Problems(FolderSnapshot<Policy> policies) => [.. policies.AllProblems.Select(p => p.ToString())];
}
