namespace AgentFleet.Definitions.Tests.Yaml;

public sealed class ChoiceTests
{
    private enum Executor { Runbook, Claude, TmuxPane }

    [Theory]
    [InlineData("e: claude", Executor.Claude)]
    [InlineData("e: tmux_pane", Executor.TmuxPane)]
    [InlineData("other: 1", Executor.Runbook)]
    public void A_word_is_read(string yaml, object expected)
    {
        var written = new Written(yaml);
        written.Map.Choice("e", Executor.Runbook).ShouldBe((Executor)expected);
        written.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cluade", "; did you mean \"claude\"?")]
    [InlineData("Claude", "; did you mean \"claude\"?")]
    [InlineData("TmuxPane", "; did you mean \"tmux_pane\"?")]
    [InlineData("1", "")]
    [InlineData("robot", "")]
    public void A_wrong_word_gives_the_list_and_the_nearest(string given, string suggestion) =>
        Written.ProblemsOf($"e: {given}", map => map.Choice("e", Executor.Runbook).ShouldBe(Executor.Runbook))
            .ShouldBe([$"f.yaml:1:4: \"e\" must be one of runbook, claude, tmux_pane, not \"{given}\"{suggestion}"]);

    [Fact]
    public void A_choice_is_printed_as_it_is_written() => YamlMap.Word(Executor.TmuxPane).ShouldBe("tmux_pane");
}
