using System.Text.Json;

namespace AgentFleet.Tests.Verbs;

[Trait("Category", "Slow")]
public sealed class FixTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task A_finding_is_fixed_in_the_foreground_and_proved()
    {
        var id = await _terminal.FindTroubleAsync();

        var result = await _terminal.RunAsync("fix", id[^8..]);

        result.Output.ShouldBe("attempt 1: succeeded: exit code 0\nfixed: the second look no longer sees it\n");
        result.Code.ShouldBe(0);
        var story = await _terminal.JsonAsync("findings", "show", id);
        story.GetProperty("finding").GetProperty("status").GetString().ShouldBe("resolved");
        story.GetProperty("attempts")[0].GetProperty("verdict").GetString().ShouldBe("fixed");
        story.GetProperty("alerts")[0].GetProperty("kind").GetString().ShouldBe("finding.fixed");
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_run_and_runs_nothing()
    {
        var id = await _terminal.FindTroubleAsync();

        var plan = await _terminal.JsonAsync("fix", id, "--dry-run");

        plan.GetProperty("policy").GetString().ShouldBe("empty");
        plan.GetProperty("policy_hash").GetString()!.Length.ShouldBe(64);
        plan.GetProperty("executor").GetString().ShouldBe("runbook");
        plan.GetProperty("argv")[0].GetString().ShouldBe("/bin/sh");
        plan.GetProperty("would_be_taken").GetBoolean().ShouldBeTrue();
        (await _terminal.JsonAsync("attempts")).GetArrayLength().ShouldBe(0);
        File.Exists(_terminal.Path("logs/big.log")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dry_run_says_why_a_muted_finding_would_not_be_taken()
    {
        var id = await _terminal.FindTroubleAsync();
        (await _terminal.RunAsync("mute", id, "--reason", "known", "--for", "2h")).Code.ShouldBe(0);

        var result = await _terminal.RunAsync("fix", id, "--dry-run");

        result.Code.ShouldBe(1);
        result.Output.ShouldContain("it would not be taken: it is muted by person:");
        (await _terminal.JsonAsync("findings"))[0].GetProperty("status").GetString().ShouldBe("muted");
        (await _terminal.RunAsync("mute", id, "--off")).Code.ShouldBe(0);
        (await _terminal.RunAsync("fix", id, "--dry-run")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_pause_holds_work_back_until_it_is_lifted()
    {
        var id = await _terminal.FindTroubleAsync();
        (await _terminal.RunAsync("pause", "--reason", "moving house")).Code.ShouldBe(0);
        var held = await _terminal.RunAsync("fix", id);
        held.Code.ShouldBe(1);
        held.Errors.ShouldContain("pause of * by person:");
        held.Errors.ShouldContain("moving house");
        (await _terminal.RunAsync("resume")).Code.ShouldBe(0);
        (await _terminal.RunAsync("fix", id)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_cure_that_does_nothing_is_not_believed_and_spends_its_attempts_until_a_person_says_retry()
    {
        _terminal.Write("policies/empty.md", "---\nexecutor: runbook\nrun: [/bin/true]\nmax_attempts: 2\nbackoff: { base: 1h }\n---\n");
        var id = await _terminal.FindTroubleAsync();

        var first = await _terminal.RunAsync("fix", id);
        first.Code.ShouldBe(1);
        first.Output.ShouldContain("attempt 1: succeeded: exit code 0\nbacking_off: succeeded: exit code 0; the second look still sees it");
        (await _terminal.RunAsync("fix", id)).Output.ShouldContain("escalated");

        (await _terminal.RunAsync("fix", id)).Code.ShouldBe(1);
        Kinds(await _terminal.JsonAsync("alerts")).ShouldBe(["finding.escalated"]);
        (await _terminal.RunAsync("retry", id)).Code.ShouldBe(0);
        (await _terminal.JsonAsync("findings"))[0].GetProperty("status").GetString().ShouldBe("queued");
    }

    private static IEnumerable<string?> Kinds(JsonElement alerts) => alerts.EnumerateArray().Select(a => a.GetProperty("kind").GetString());

    public void Dispose() => _terminal.Dispose();
}
