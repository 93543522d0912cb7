using AgentFleet.Definitions;
using AgentFleet.Scanner.Checks;

namespace AgentFleet.Scanner.Tests.Checks;

public sealed class ElsewhereTests
{
    private static IEnumerable<string> ProblemsOn(Platforms here, string kind, string keys)
    {
        var problems = new Problems();
        CheckKinds.All[kind].ReadOn(here, YamlMap.Parse("mac.yaml", keys, problems).ShouldNotBeNull(), problems);
        return problems.All.Select(problem => problem.ToString());
    }

    [Theory]
    [InlineData("memory", "pressure: { warning: 10 }", "mac.yaml:1:11: \"pressure\" works on Linux only; leave it out: what macOS says of its memory is looked at anyway")]
    [InlineData("load", "pressure: { cpu: { warning: 10 } }", "mac.yaml:1:11: \"pressure\" works on Linux only; leave it out: macOS does not tell how long tasks wait")]
    public void What_macOS_cannot_tell_is_refused_there_and_only_there(string kind, string keys, string problem)
    {
        ProblemsOn(Platforms.MacOS, kind, keys).ShouldBe([problem]);
        ProblemsOn(Platforms.Linux, kind, keys).ShouldBeEmpty();
        ProblemsOn(Platforms.MacOS, kind, "thresholds: { warning: 3, critical: 99 }").ShouldBeEmpty();
    }

    [Fact]
    public void A_key_that_does_not_work_everywhere_says_what_to_do_elsewhere() => CheckKinds.All.Values
        .Where(kind => kind.Platforms.HasFlag(Platforms.Linux | Platforms.MacOS))
        .SelectMany(kind => kind.Options).Where(option => option.Platforms is Platforms.Linux or Platforms.MacOS && option.Elsewhere is null)
        .Select(option => option.Name).ShouldBeEmpty();

    [Fact]
    public void A_kind_that_cannot_look_here_at_all_is_refused()
    {
        var problems = new Problems();
        var kind = CheckKinds.All["load"] with { Platforms = Platforms.Linux };
        kind.ReadOn(Platforms.MacOS, YamlMap.Parse("mac.yaml", "kind: load", problems).ShouldNotBeNull(), problems);
        problems.All.Select(problem => problem.ToString()).ShouldBe(["mac.yaml:1:7: the kind \"load\" cannot look here; it works on Linux"]);
    }
}
