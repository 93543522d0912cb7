namespace AgentFleet.Definitions.Tests;

public sealed class QuotedTests
{
    [Fact]
    public void Text_is_shown_on_one_line_and_without_terminal_or_direction_codes() =>
        Quoted.Of("a\u001b[31m\nb\u202Ec \U0001F600").ShouldBe("\"a\\u{1B}[31m\\u{A}b\\u{202E}c \U0001F600\"");

    [Fact]
    public void Long_text_is_clipped()
    {
        Quoted.Of(new string('x', 60)).ShouldBe($"\"{new string('x', 60)}\"");
        Quoted.Of(new string('x', 61)).ShouldBe($"\"{new string('x', 60)}…\"");
    }
}
