namespace AgentFleet.Definitions.Tests.Yaml;

public sealed class ScalarTests
{
    [Fact]
    public void Values_of_the_right_kind_are_read()
    {
        var written = new Written("""
            text: hello world
            digits: 017
            quoted: "3"
            negative: -4
            ratio: 2.50
            on: true
            off: False
            wait: 1h30m
            room: 2 GiB
            """);
        var map = written.Map;

        map.Text("text").ShouldBe("hello world");
        map.Text("digits").ShouldBe("017");
        map.RequiredText("text").ShouldBe("hello world");
        map.WholeNumber("quoted", 0, min: 1, max: 3).ShouldBe(3);
        map.WholeNumber("negative", 0).ShouldBe(-4);
        map.Number("ratio", 0).ShouldBe(2.5m);
        map.Flag("on", false).ShouldBeTrue();
        map.Flag("off", true).ShouldBeFalse();
        map.Duration("wait", TimeSpan.Zero, max: TimeSpan.FromMinutes(90)).ShouldBe(TimeSpan.FromMinutes(90));
        map.Size("room", 0, min: 1).ShouldBe(2L << 30);
        map.Finish();
        written.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("text: ~\nnumber:\nflag: null\nwait: Null\nroom: NULL")]
    public void Missing_and_null_values_give_the_fallback(string yaml)
    {
        var written = new Written(yaml);
        var map = written.Map;

        map.Text("text").ShouldBeNull();
        map.WholeNumber("number", 7, min: 100).ShouldBe(7);
        map.Number("number", 7.5m).ShouldBe(7.5m);
        map.Flag("flag", true).ShouldBeTrue();
        map.Duration("wait", TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(5));
        map.Size("room", 9).ShouldBe(9);
        map.Has("text").ShouldBeFalse();
        map.Finish();
        written.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_quoted_null_is_text() => new Written("text: \"null\"").Map.Text("text").ShouldBe("null");

    [Theory]
    [InlineData("n: many", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not \"many\"")]
    [InlineData("n: 1.5", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not \"1.5\"")]
    [InlineData("n: 101", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not \"101\"")]
    [InlineData("n: 0", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not \"0\"")]
    [InlineData("n: 99999999999999999999", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not \"99999999999999999999\"")]
    [InlineData("n: [1]", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not a list")]
    [InlineData("n: {a: 1}", "f.yaml:1:4: \"n\" must be a whole number from 1 to 100, not a map")]
    public void A_wrong_whole_number_gives_a_problem_and_the_fallback(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Map.WholeNumber("n", 7, 1, 100).ShouldBe(7);
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("n: 0,5", "f.yaml:1:4: \"n\" must be a number of at least 0.1, not \"0,5\"; write the decimal point as \".\"")]
    [InlineData("n: 0.05", "f.yaml:1:4: \"n\" must be a number of at least 0.1, not \"0.05\"")]
    [InlineData("n: 1e3", "f.yaml:1:4: \"n\" must be a number of at least 0.1, not \"1e3\"")]
    public void A_wrong_number_gives_a_problem_and_the_fallback(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Map.Number("n", 7.5m, min: 0.1m).ShouldBe(7.5m);
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("f: yes", "f.yaml:1:4: \"f\" must be true or false, not \"yes\"; did you mean \"true\"?")]
    [InlineData("f: Off", "f.yaml:1:4: \"f\" must be true or false, not \"Off\"; did you mean \"false\"?")]
    [InlineData("f: maybe", "f.yaml:1:4: \"f\" must be true or false, not \"maybe\"")]
    public void A_wrong_flag_gives_a_problem_and_the_fallback(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Map.Flag("f", true).ShouldBeTrue();
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("t: 30", "f.yaml:1:4: \"t\" must be a duration of at most 1h, not \"30\"; a number needs a unit: 30ms, 30s, 30m, 30h or 30d")]
    [InlineData("t: 5 min", "f.yaml:1:4: \"t\" must be a duration of at most 1h, not \"5 min\"; did you mean \"5m\"?")]
    [InlineData("t: 61m", "f.yaml:1:4: \"t\" must be a duration of at most 1h, not \"61m\"")]
    public void A_wrong_duration_gives_a_problem_and_the_fallback(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Map.Duration("t", TimeSpan.FromSeconds(1), max: TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromSeconds(1));
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("s: 10 gb", "f.yaml:1:4: \"s\" must be a size from 1 KiB to 1 TiB, not \"10 gb\"; did you mean \"10 GB\"?")]
    [InlineData("s: 5 B", "f.yaml:1:4: \"s\" must be a size from 1 KiB to 1 TiB, not \"5 B\"")]
    public void A_wrong_size_gives_a_problem_and_the_fallback(string yaml, string problem)
    {
        var written = new Written(yaml);
        written.Map.Size("s", 42, 1024, 1L << 40).ShouldBe(42);
        written.Problems.ShouldBe([problem]);
    }

    [Theory]
    [InlineData("x: 1", "f.yaml:1:1: the key \"kind\" is missing")]
    [InlineData("x: 1\nkind: ~", "f.yaml:2:7: the key \"kind\" is missing")]
    [InlineData("kind: ' '", "f.yaml:1:7: \"kind\" must not be empty")]
    [InlineData("kind: [a]", "f.yaml:1:7: \"kind\" must be text, not a list")]
    public void Required_text_that_is_not_there_is_one_problem(string yaml, string problem) =>
        Written.ProblemsOf(yaml, map => map.RequiredText("kind")).ShouldBe([problem]);
}
