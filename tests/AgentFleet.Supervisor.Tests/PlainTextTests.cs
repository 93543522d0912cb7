using AgentFleet.Ledger;

namespace AgentFleet.Supervisor.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  a \t b\r\n\nc  ", "a b c")]
    [InlineData("\u001b[31mred\u001b[0m\u0007", "[31mred [0m")]
    [InlineData("abc\u202Edef\u2066x\u200By", "abc def x y")]
    [InlineData("line\u2028and\u2029paragraph\u0085next", "line and paragraph next")]
    [InlineData("größe 😀 日本", "größe 😀 日本")]
    public void Whatever_moves_hides_or_turns_text_becomes_a_space(string text, string line) => PlainText.Line(text, 100).ShouldBe(line);

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef…")]
    [InlineData("abcde fg", 6, "abcde…")]
    [InlineData("😀😀😀", 4, "😀😀…")]
    [InlineData("x", 0, "…")]
    public void What_is_too_long_is_cut_with_an_ellipsis(string text, int most, string line) => PlainText.Line(text, most).ShouldBe(line);

    [Fact]
    public void Half_a_character_is_no_character() => PlainText.Line("a\ud83db", 10).ShouldBe("a\uFFFDb");

    [Fact]
    public void A_cut_never_leaves_half_a_character() => PlainText.Line("abc😀😀", 4).ShouldBe("abc😀…");
}
