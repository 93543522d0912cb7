namespace AgentFleet.Definitions.Tests;

public sealed class NearestTests
{
    private static readonly string[] Keys = ["executor", "model", "max_turns", "max_budget_usd", "env", "run", "allowed_tools", "timeout"];

    [Theory]
    [InlineData("executer", "executor")]
    [InlineData("modle", "model")]
    [InlineData("maxTurns", "max_turns")]
    [InlineData("max-turns", "max_turns")]
    [InlineData("Timout", "timeout")]
    [InlineData("alowed_tool", "allowed_tools")]
    [InlineData("evn", "env")]
    [InlineData("budget", "max_budget_usd")]
    public void A_slip_finds_its_word(string given, string meant) => Nearest.Word(given, Keys).ShouldBe(meant);

    [Theory]
    [InlineData("colour")]
    [InlineData("rna")]
    [InlineData("max_")]
    [InlineData("")]
    public void A_word_that_is_not_near_finds_nothing(string given) => Nearest.Word(given, Keys).ShouldBeNull();

    [Fact]
    public void The_nearest_of_several_near_words_is_taken() =>
        Nearest.Word("critical", ["critikel", "criticl", "clinical"]).ShouldBe("criticl");

    [Fact]
    public void A_suggestion_falls_back_on_the_whole_list()
    {
        Nearest.Suggestion("modle", Keys[..2], "the keys are").ShouldBe("did you mean \"model\"?");
        Nearest.Suggestion("colour", Keys[..2], "the keys are").ShouldBe("the keys are: executor, model");
        Nearest.Suggestion("colour", [], "the keys are").ShouldBeNull();
    }
}
