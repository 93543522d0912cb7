namespace AgentFleet.Tests.Verbs;

public sealed class CheckTests : IDisposable
{
    private readonly Terminal _terminal = new();

    [Fact]
    public async Task Sound_files_pass()
    {
        var result = await _terminal.RunAsync("check");
        result.Errors.ShouldBeEmpty();
        result.Code.ShouldBe(0);
        result.Output.ShouldContain($"scanners: 1 in {_terminal.Path("scanners")}\n");
    }

    [Fact]
    public async Task All_that_is_wrong_with_scanners_and_policies_comes_at_once_with_its_place()
    {
        _terminal.Write("scanners/disk.yaml", "kind: disk\nschedule: \"61 * * * *\"\ntresholds: { warning: 80 }\n");
        _terminal.Write("scanners/web.yaml", "kind: plugn\nschedule: every 1m\n");
        _terminal.Write("scanners/db.yaml", "kind: plugin\nschedule: every 1m\ncommand: [/bin/true]\npolicy: emty\n");
        _terminal.Write("policies/loop.md", "---\nexecutor: runbook\nrun: [/bin/true]\nthen: loop\n---\n");
        _terminal.Write("policies/bold.md", "---\nexecutor: claude\nallowed_tools: [Read]\ndangerously_skip_permissions: true\n---\nHello {{host.nam}}.\n");

        var result = await _terminal.RunAsync("check");

        result.Code.ShouldBe(2);
        string Scanner(string name) => _terminal.Path($"scanners/{name}.yaml");
        string Policy(string name) => _terminal.Path($"policies/{name}.md");
        var lines = result.Errors.TrimEnd().Split('\n');
        lines.ShouldContain($"{Scanner("db")}:4:9: \"policy\" names \"emty\", which is not there; did you mean \"empty\"?");
        lines.ShouldContain($"{Scanner("disk")}:3:1: unknown key \"tresholds\"; did you mean \"thresholds\"?");
        result.Errors.ShouldContain($"{Scanner("disk")}:2:11: ");
        lines.ShouldContain($"{Scanner("web")}:1:7: there is no kind of check called \"plugn\"; did you mean \"plugin\"?");
        lines.ShouldContain($"{Policy("loop")}:4:7: the policy names itself in \"then\"; a chain of policies must end");
        result.Errors.ShouldContain($"{Policy("bold")}:4:31: \"dangerously_skip_permissions\" skips permissions, which is refused");
        lines.ShouldContain($"{Policy("bold")}:6:7: unknown variable \"host.nam\"; did you mean \"host.name\"?");
    }

    [Fact]
    public async Task Scanners_that_explain_each_other_and_such_that_are_not_there_are_told()
    {
        void Scanner(string name, string by) => _terminal.Write($"scanners/{name}.yaml", $"kind: plugin\nschedule: every 1m\ncommand: [/bin/true]\ninhibited_by: [{by}]\n");
        Scanner("a", "b/thing");
        Scanner("b", "c");
        Scanner("c", "a");
        Scanner("d", "a, gatway");
        Scanner("gateway", "disk//var");

        var lines = (await _terminal.RunAsync("check")).Errors.TrimEnd().Split('\n');

        const string cure = "each would keep quiet for the other's sake: leave it out of the one that is the cause";
        lines.ShouldContain($"{_terminal.Path("scanners/a.yaml")}:4:15: \"inhibited_by\" goes round in a circle: a by b by c by a; {cure}");
        lines.ShouldContain($"{_terminal.Path("scanners/d.yaml")}:4:15: \"inhibited_by\" names \"gatway\", which is no scanner here; did you mean \"gateway\"?");
        lines.Count(line => line.Contains("circle", StringComparison.Ordinal)).ShouldBe(3);
        lines.ShouldContain(line => line.StartsWith($"{_terminal.Path("scanners/gateway.yaml")}:4:15: ", StringComparison.Ordinal) && line.Contains("\"disk\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_configuration_is_told_before_anything_is_done()
    {
        _terminal.Write("agentfleet.yaml", "hots: web-1\nntfy: { topic: $AGENTFLEET_NO_SUCH_VARIABLE }\nsupervisor: { max_concurrent: many }\n");
        var result = await _terminal.RunAsync("scan");
        result.Code.ShouldBe(2);
        var lines = result.Errors.TrimEnd().Split('\n');
        lines[0].ShouldBe($"{_terminal.Path("agentfleet.yaml")}:1:1: unknown key \"hots\"; did you mean \"host\"?");
        lines[1].ShouldContain("AGENTFLEET_NO_SUCH_VARIABLE");
        lines[2].ShouldContain("\"max_concurrent\" must be a whole number from 1 to 64");
        Directory.Exists(_terminal.State).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "127.0.0.1:8477, for this machine only")]
    [InlineData("listen: \"0.0.0.0:8477\", ", "0.0.0.0:8477, for everybody whose packets reach this machine")]
    public async Task It_says_where_events_come_in_and_not_with_which_secret(string listen, string said)
    {
        _terminal.Write("agentfleet.yaml", $"github: {{ repos: [acme/shop], webhook: {{ {listen}secret: a long s3cret of a webhook }} }}\nscanners: {_terminal.Path("scanners")}\n");
        var result = await _terminal.RunAsync("check");
        result.Output.ShouldContain($"events: GitHub's, on {said}\n");
        (result.Output + result.Errors).ShouldNotContain("s3cret");
    }

    public void Dispose() => _terminal.Dispose();
}
