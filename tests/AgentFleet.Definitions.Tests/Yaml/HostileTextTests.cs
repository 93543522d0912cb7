using System.Diagnostics;
using System.Text;

namespace AgentFleet.Definitions.Tests.Yaml;

[Trait("Category", "Slow")]
public sealed class HostileTextTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void Windows_line_endings_and_a_byte_order_mark_are_read()
    {
        var written = new Written("\uFEFFa: 1\r\nb:\r\n  c: soon\r\n");

        written.Map.Text("a").ShouldBe("1");
        written.Map.Place.ToString().ShouldBe("f.yaml:1:1");
        written.Map.Map("b")!.Text("c").ShouldBe("soon");
        written.Map.Map("b")!.PlaceOf("c").ToString().ShouldBe("f.yaml:3:6");
        written.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a: 1\nb: x\0\nc: 3", "f.yaml:2:5: there is a hidden control character here (U+0000); the file must be plain text")]
    [InlineData("a: \u001b[31m", "f.yaml:1:4: there is a hidden control character here (U+001B); the file must be plain text")]
    [InlineData("a: 1\u2028b: 2", "f.yaml:1:5: there is a hidden control character here (U+2028); the file must be plain text")]
    public void Hidden_characters_are_refused(string yaml, string problem) =>
        new Written(yaml).Problems.ShouldBe([problem]);

    [Fact]
    public void A_file_above_one_mebibyte_is_refused()
    {
        var atTheLimit = "a: " + new string('x', MiB - 3);
        new Written(atTheLimit).Map.Text("a")!.Length.ShouldBe(MiB - 3);
        new Written(atTheLimit + "x").Problems
            .ShouldBe(["f.yaml: the file is larger than 1 MiB, which is more than anybody writes by hand"]);
        new Written("a: " + new string('é', MiB / 2)).Parsed.ShouldBeNull();
    }

    [Fact]
    public void Nesting_is_followed_only_so_deep()
    {
        new Written("a: " + new string('[', 31) + new string(']', 31)).Problems.ShouldBeEmpty();
        new Written("a: " + new string('[', 100_000)).Problems
            .ShouldBe(["f.yaml:1:36: this is not YAML: lists and maps are nested more than 32 deep"]);
        new Written(string.Concat(Enumerable.Repeat("- ", 100_000))).Problems
            .ShouldBe(["f.yaml:1:67: this is not YAML: lists and maps are nested more than 32 deep"]);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("\"")]
    [InlineData("x ")]
    [InlineData("x\n")]
    [InlineData("- x\n")]
    [InlineData("&a ")]
    [InlineData("!")]
    [InlineData("%")]
    [InlineData("#")]
    [InlineData("|\n")]
    [InlineData("\t")]
    public void A_quarter_mebibyte_of_anything_is_read_or_refused_in_seconds(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, MiB / 4 / piece.Length));
        var watch = Stopwatch.StartNew();

        _ = new Written(text);
        _ = new Written("a: [" + text[8..]);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Garbage_is_refused_and_never_throws()
    {
        const string letters = "ab01:-?,[]{}#&*!|>'\"%@` \t\n\n  ~\\=<é\u00a0\uD83D\uDE00\uFEFF";
        var random = new Random(20261);
        for (var round = 0; round < 5_000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 60); length > 0; length--) text.Append(letters[random.Next(letters.Length)]);

            var written = new Written(text.ToString());
            (written.Parsed is null && written.Problems.Length == 0).ShouldBeFalse($"refused without a reason: {text}");
            written.Parsed?.Finish();
            written.Problems.ShouldAllBe(problem => problem.StartsWith("f.yaml:", StringComparison.Ordinal));
        }
    }
}
