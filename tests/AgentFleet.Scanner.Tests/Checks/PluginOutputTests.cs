using System.Diagnostics;
using System.Text;
using AgentFleet.Scanner.Checks.Plugins;

namespace AgentFleet.Scanner.Tests.Checks;

public sealed class PluginOutputTests
{
    [Fact]
    public void The_first_line_is_the_text_and_behind_the_bar_are_the_numbers()
    {
        var output = PluginOutput.Parse("DISK OK - free space: / 3326 MB (56%); | /=2643MB;5948;5958;0;5968\n");

        (output.Text, output.LongText).ShouldBe(("DISK OK - free space: / 3326 MB (56%);", ""));
        output.Performance.ShouldHaveSingleItem().Label.ShouldBe("/");
    }

    [Fact]
    public void Long_output_and_more_numbers_follow_as_the_guidelines_say()
    {
        // The example of the plugin guidelines, https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/pluginapi.html
        var output = PluginOutput.Parse("""
            DISK OK - free space: / 3326 MB (56%); | /=2643MB;5948;5958;0;5968
            / 15272 MB (77%);
            /boot 68 MB (69%);
            /var/log 819 MB (84%); | /boot=68MB;88;93;0;98
            /home=69357MB;253404;253409;0;253414
            /var/log=818MB;970;975;0;980
            """);

        output.Text.ShouldBe("DISK OK - free space: / 3326 MB (56%);");
        output.LongText.ShouldBe("/ 15272 MB (77%);\n/boot 68 MB (69%);\n/var/log 819 MB (84%);");
        output.Performance.Select(value => (value.Label, value.Value)).ShouldBe([("/", 2643), ("/boot", 68), ("/home", 69357), ("/var/log", 818)]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("\n\nOK\n", "OK")]
    [InlineData("| x=1", "")]
    [InlineData("\u001b[1;31mCRITICAL\u001b[0m - d\u0007own\u202e", "CRITICAL - d own")]
    [InlineData("OK\r\nmore\r\n", "OK")]
    public void The_text_is_one_plain_line(string printed, string text) => PluginOutput.Parse(printed).Text.ShouldBe(text);

    [Fact]
    public void Everything_is_kept_within_bounds()
    {
        var output = PluginOutput.Parse(
            new string('t', 5000) + "|" + string.Concat(Enumerable.Repeat("a=1 ", 5000)) + "\n" + string.Concat(Enumerable.Repeat("line\n", 20000)));

        output.Text.Length.ShouldBe(501);
        output.LongText.Length.ShouldBeInRange(7000, 8000);
        output.Performance.Count.ShouldBe(200);
    }

    [Fact]
    public void No_garbage_is_too_much()
    {
        var random = new Random(20260102);
        const string Alphabet = "a1U=;|'\" \n\r\t%.:@~-eE\0\u001b[m\u202e\ud83d\udca5\ufffdK";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(200); length > 0; length--)
                text.Append(Alphabet[random.Next(Alphabet.Length)]);

            var output = PluginOutput.Parse(text.ToString());
            output.Text.ShouldNotContain('\n');
            _ = output.Performance.Select(value => value.ToJson().ToJsonString()).ToList();
        }
    }

    [Theory]
    [InlineData(" ''")]
    [InlineData("' ")]
    [InlineData(" '''")]
    [InlineData("a=' ")]
    [InlineData("x= ")]
    public void Hostile_output_does_not_keep_the_scanner_busy(string piece)
    {
        var began = Stopwatch.GetTimestamp();
        PluginOutput.Parse("|" + string.Concat(Enumerable.Repeat(piece, 65536 / piece.Length)));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
