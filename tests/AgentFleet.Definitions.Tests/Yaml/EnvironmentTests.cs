namespace AgentFleet.Definitions.Tests.Yaml;

public sealed class EnvironmentTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["HOME"] = "/home/ann",
        ["GITHUB_TOKEN"] = "s3cret",
        ["EMPTY"] = "",
    };

    [Theory]
    [InlineData("v: $GITHUB_TOKEN", "s3cret")]
    [InlineData("v: ~/policies", "/home/ann/policies")]
    [InlineData("v: '~'", "/home/ann")]
    [InlineData("v: $$GITHUB_TOKEN", "$GITHUB_TOKEN")]
    [InlineData("v: a $GITHUB_TOKEN", "a $GITHUB_TOKEN")]
    [InlineData("v: ./policies", "./policies")]
    [InlineData("v: ~", null)]
    public void Text_is_expanded(string yaml, string? expected)
    {
        var written = new Written(yaml);
        written.Map.ExpandedText("v", Environment).ShouldBe(expected);
        written.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v: $NTFY", "f.yaml:1:4: the environment variable NTFY is not set")]
    [InlineData("v: $GITHUB_TOKN", "f.yaml:1:4: the environment variable GITHUB_TOKN is not set; did you mean \"$GITHUB_TOKEN\"?")]
    [InlineData("v: $EMPTY", "f.yaml:1:4: the environment variable EMPTY is empty")]
    [InlineData("v: ${GITHUB_TOKEN}", "f.yaml:1:4: \"v\" begins with \"$\" but is not the name of an environment variable; did you mean \"$GITHUB_TOKEN\"?")]
    [InlineData("v: $GITHUB_TOKEN/x", "f.yaml:1:4: \"v\" begins with \"$\" but is not the name of an environment variable; write \"$$\" for a dollar sign")]
    [InlineData("v: $", "f.yaml:1:4: \"v\" begins with \"$\" but is not the name of an environment variable; write \"$$\" for a dollar sign")]
    public void A_variable_that_cannot_be_had_is_a_problem_without_its_value(string yaml, string problem) =>
        Written.ProblemsOf(yaml, map => map.ExpandedText("v", Environment).ShouldBeNull()).ShouldBe([problem]);

    [Fact]
    public void Without_a_home_there_is_nothing_to_expand_to() =>
        Written.ProblemsOf("v: ~/x", map => map.ExpandedText("v", new Dictionary<string, string>()).ShouldBeNull())
            .ShouldBe(["f.yaml:1:4: the environment variable HOME is not set"]);
}
