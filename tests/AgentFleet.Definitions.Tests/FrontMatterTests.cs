namespace AgentFleet.Definitions.Tests;

public sealed class FrontMatterTests
{
    private readonly Problems _problems = new();

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\uFEFF")]
    public void The_head_and_the_body_are_told_apart(string lineEnd, string mark)
    {
        var text = mark + string.Join(lineEnd, "---", "model: sonnet", "tools: [a, b]", "--- ", "You keep it healthy.", "", "---", "More.", "");

        var parts = Read(text).ShouldNotBeNull();

        parts.Head.Text("model").ShouldBe("sonnet");
        parts.Head.PlaceOf("tools", 1).ToString().ShouldBe("p.md:3:12");
        parts.Body.ShouldBe("You keep it healthy.\n\n---\nMore.\n");
        parts.BodyFirstLine.ShouldBe(5);
        _problems.Any.ShouldBeFalse();
    }

    [Fact]
    public void Problems_have_the_lines_of_the_whole_file()
    {
        var parts = Read("---\nmodel: x\ntimeout: 5\nmatch:\n  kinds: a\n---\nbody").ShouldNotBeNull();
        parts.Head.Text("model");
        parts.Head.Duration("timeout", TimeSpan.Zero);
        parts.Head.Map("match")!.Text("kind");
        parts.Head.RequiredText("executor");
        parts.Head.Finish();

        Told.ShouldBe(
        [
            "p.md:2:1: the key \"executor\" is missing",
            "p.md:3:10: \"timeout\" must be a duration, not \"5\"; a number needs a unit: 5ms, 5s, 5m, 5h or 5d",
            "p.md:5:3: unknown key \"kinds\"; did you mean \"kind\"?",
        ]);
    }

    [Theory]
    [InlineData("", "p.md:1:1: the front matter is missing; begin the file with a line \"---\", then the keys, then another line \"---\"")]
    [InlineData("\n---\na: 1\n---\n", "p.md:1:1: the front matter is missing; begin the file with a line \"---\", then the keys, then another line \"---\"")]
    [InlineData("---\na: 1\n", "p.md:1:1: the front matter that begins here is never closed; put a line \"---\" between the keys and the text")]
    [InlineData("---\na: 1\nb: [1\n---\nx", "p.md:4:1: the list is not closed; expected \",\" or \"]\" here")]
    [InlineData("---\na:\n\tb: 1\n---\nx", "p.md:3:1: a tab is used as indentation; indent with spaces")]
    [InlineData("---\na: 1\n---\nx\0", "p.md:4:2: there is a hidden control character here (U+0000); the file must be plain text")]
    public void Front_matter_that_cannot_be_read_is_a_problem(string text, string problem)
    {
        Read(text).ShouldBeNull();
        Told.ShouldBe([problem]);
    }

    [Fact]
    public void An_empty_head_is_an_empty_map()
    {
        var parts = Read("---\n---").ShouldNotBeNull();

        parts.Head.Place.ToString().ShouldBe("p.md:2:1");
        parts.Body.ShouldBe("");
        parts.BodyFirstLine.ShouldBe(3);
    }

    private string[] Told => [.. _problems.All.Select(problem => problem.ToString())];

    private FrontMatter? Read(string text) => FrontMatter.Parse("p.md", text, _problems);
}
