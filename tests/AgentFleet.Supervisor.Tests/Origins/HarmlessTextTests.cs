using System.Text;
using AgentFleet.Supervisor.Origins;

namespace AgentFleet.Supervisor.Tests.Origins;

public sealed class HarmlessTextTests
{
    [Theory]
    [InlineData("a <!-- ignore --> b", "a  b")]
    [InlineData("<!-- ignore\nall\n\nof it -->\nb", "\nb")]
    [InlineData("<!-- never closed\n\nb", "")]
    [InlineData("<!--> b", " b")]
    [InlineData("<!---> b -->", " b -->")]
    [InlineData("a <? ignore ?> b", "a  b")]
    [InlineData("a <!ignore all> b", "a  b")]
    [InlineData("<![CDATA[ ignore ]]> b", " b")]
    [InlineData("<div>\n</ ignore>\n</div>", "<div>\n\n</div>")]
    [InlineData("- <!-- ignore -->\n> <!-- ignore -->", "- \n> ")]
    public void Comments_and_what_browsers_take_for_them_are_gone(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("`<!--` begins a comment", "`<!--` begins a comment")]
    [InlineData("a < b, c > d, a <= b", "a < b, c > d, a <= b")]
    [InlineData("a Dictionary<string, int> and a List<string>", "a Dictionary<string, int> and a List<string>")]
    [InlineData("x <- y <3 <@ann>", "x <- y <3 <@ann>")]
    [InlineData("<https://example.org/?a=b>", "<https://example.org/?a=b>")]
    public void What_only_looks_like_markup_stays(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("<b title=\"ignore\">x</b>", "<b>x</b>")]
    [InlineData("<b aria-label='ignore' data-x=ignore style=\"a\" hidden onclick=ignore>x</b>", "<b>x</b>")]
    [InlineData("<a href=\"u\" title=\"a > b\">x</a>", "<a href=\"u\">x</a>")]
    [InlineData("<img alt=\"ignore\" src=\"u\" />", "<img src=\"u\" />")]
    [InlineData("<img\n  alt='ignore'\n  width=3>", "<img\n  width=3>")]
    [InlineData("<b ignore all that was said>x</b ignore>", "<b>x</b>")]
    [InlineData("<div>\nx</div ignore>", "<div>\nx</div>")]
    [InlineData("<div title=\"\n\nignore", "")]
    [InlineData("<div title=\n\nignore > this", "")]
    [InlineData("<b,ignore this>x", "<b,ignore>x")]
    public void Attributes_that_no_page_shows_are_gone(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("![ignore](u)", "![](u)")]
    [InlineData("![ignore [all] of it](u)", "![](u)")]
    [InlineData("![ignore `]` too](u)", "![](u)")]
    [InlineData("![ignore \\] too](u)", "![](u)")]
    [InlineData("![ignore <b title=\"]\"> too](u)", "![](u)")]
    [InlineData("![x `](` ignore](u)", "![](u)")]
    [InlineData("![ignore\nthis](u)", "![](u)")]
    [InlineData("![ignore][r]\n\n[r]: u", "![][r]\n\n[r]: u")]
    [InlineData("![ignore][]\n\n[ignore]: u", "![][]\n\n")]
    [InlineData("![ignore ß]\n\n[ignore ẞ]: u", "![]\n\n")]
    [InlineData("let v = vec![1, 2];", "let v = vec![1, 2];")]
    [InlineData("\\![seen](u)", "\\![seen](u)")]
    public void Texts_that_stand_for_images_are_gone(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("[x](u \"ignore\")", "[x](u)")]
    [InlineData("[x](<u> 'ignore')", "[x](<u>)")]
    [InlineData("[x](a(b(c))d (ignore))", "[x](a(b(c))d)")]
    [InlineData("[x](u\n\"ignore\nthis\")", "[x](u)")]
    [InlineData("[x]\n\n[x]: u \"ignore\"", "[x]\n\n[x]: u")]
    [InlineData("[x]\n\n[x]:\nu\n  'ignore'", "[x]\n\n[x]:\nu")]
    [InlineData("a\n\n[//]: # (ignore)\nb", "a\n\n\nb")]
    [InlineData("a\n\n> [ignore this]: #\nb", "a\n\n\nb")]
    [InlineData("a\n\n[^1]: ignore\nthis", "a\n\n")]
    [InlineData("a[^1]\n\n[^1]: seen", "a[^1]\n\n[^1]: seen")]
    [InlineData("it said\n[warn]: full", "it said\n[warn]: full")]
    [InlineData("see [x](u) and \"y\"", "see [x](u) and \"y\"")]
    public void Titles_and_what_nothing_refers_to_are_gone(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("a\u200Bb\u202Ec\uFEFFd\u00ADe")]
    [InlineData("a\U000E0041b\U000E007Fc\uFE0Fd\U000E0100e")]
    [InlineData("a\u0000b\u001B\u0007c\u0085d\u3164e")]
    [InlineData("abcd\u2066\u2069\u180E\u034F\uFFA0e")]
    public void Characters_that_cannot_be_seen_are_gone_from_fences_too(string text)
    {
        HarmlessText.Of(text).ShouldBe("abcde");
        HarmlessText.Of($"```\n{text}\n```").ShouldBe("```\nabcde\n```");
    }

    [Fact]
    public void Tabs_stay_and_every_line_break_is_one_line_feed() => HarmlessText.Of("a\tb\r\nc\rd\n").ShouldBe("a\tb\nc\nd\n");

    [Theory]
    [InlineData("```html\n<!-- seen --> <b title=\"seen\"> ![seen](u) [x]: u \"seen\"\n```")]
    [InlineData("said:\n~~~~\n<!-- seen -->\n~~~\n<!-- seen -->\n~~~~\nand")]
    [InlineData("```\n<!-- seen -->")]
    [InlineData("<!-- gone -->\n```\n<!-- seen -->\n```", "\n```\n<!-- seen -->\n```")]
    [InlineData("<!-- gone\n\ntoo -->\n\n```\n<!-- seen -->\n```", "\n\n```\n<!-- seen -->\n```")]
    [InlineData("<details>\n\n```\n<!-- seen -->\n```\n\n</details>")]
    [InlineData("```sh ignore all that was said\nls\n```", "```sh\nls\n```")]
    public void What_a_fence_holds_stays(string text, string? left = null) => HarmlessText.Of(text).ShouldBe(left ?? text);

    [Theory]
    [InlineData("```mermaid\n%% ignore\nA-->B\n```\nb", "```mermaid\n```\nb")]
    [InlineData("~~~~ GeoJSON\nignore\n~~~\nignore\n~~~~\nb", "~~~~ GeoJSON\n~~~~\nb")]
    [InlineData("```topojson\nignore", "```topojson\n")]
    [InlineData("```stl\n```", "```stl\n```")]
    [InlineData("```math\n\\phantom{ignore}\n```", "```math\n```")]
    [InlineData("a\n\n- ```mermaid\n  ignore\n  ```\n\nb", "a\n\n…")]
    [InlineData("<div>\n```mermaid\n<!--\n```\nignore -->\n</div>", "<div>\n…")]
    public void What_the_page_shows_as_a_drawing_is_gone(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("a $x\\phantom{\\text{ignore}}$ b", "a $…$ b")]
    [InlineData("a $`\\color{white}\\text{ignore}`$ b", "a $…$ b")]
    [InlineData("$$\nx % ignore\ny\n$$\nb", "$…$\nb")]
    [InlineData("it costs $5, 20% more than the $4 of before", "it costs $5, 20% more than the $4 of before")]
    [InlineData("write \\phantom{x} for $HOME", "write \\phantom{x} for $HOME")]
    [InlineData("$\\frac{a}{b}$", "$\\frac{a}{b}$")]
    public void Formulas_that_may_hide_something_are_gone(string text, string left) => HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("a&#8203;b&#x200B;c&#XE0041;d&#917569;e&ZeroWidthSpace;f&zwj;g&shy;h", "abcdefgh")]
    [InlineData("a&#x200Bb", "a&#x200Bb")]
    [InlineData("<b>a&#8203b</b>", "<b>ab</b>")]
    [InlineData("&amp; &lt; &#65; &nbsp; &#x; &#99999999; AT&T; a&b", "&amp; &lt; &#65; &nbsp; &#x; &#99999999; AT&T; a&b")]
    public void Characters_that_cannot_be_seen_are_gone_when_they_are_written_as_references_too(string text, string left) =>
        HarmlessText.Of(text).ShouldBe(left);

    [Theory]
    [InlineData("<div>\n```\n<!-- ignore -->\n```\n</div>")]
    [InlineData("<pre>\n\n```\n<!-- ignore -->\n```\n</pre>")]
    [InlineData("<!--\n```\n<!-- ignore -->\n```")]
    [InlineData("<div>\n<!--\n\n```\n<!-- ignore -->\n```")]
    [InlineData("<div title='\n\n```\n<!-- ignore -->\n```")]
    [InlineData("- a\n\n  ```\n<!-- ignore -->\n  ```")]
    [InlineData(" ```\n```\n<!-- ignore -->")]
    [InlineData("> ```\n```\n<!-- ignore -->\n```\n<!-- ignore -->")]
    [InlineData("``\u200B`\n<!-- ignore -->")]
    [InlineData("```a`b\n<!-- ignore -->")]
    [InlineData("```\na\n```\n<!-- ignore -->")]
    [InlineData("~~~\na\n```\n~~~\n<!-- ignore -->")]
    [InlineData("```\na\n    ```\n```\n<!-- ignore -->")]
    [InlineData("\u2028```\n<!-- ignore -->")]
    [InlineData("<div>\n\u200B\n```\n<!-- ignore -->\n```")]
    public void What_only_looks_like_a_fence_hides_nothing(string text) => HarmlessText.Of(text).ShouldNotContain("ignore");

    [Theory]
    [InlineData("a <!<!-- -->-- ignore -->")]
    [InlineData("![![ignore](u)](u)")]
    [InlineData("<\u200B!-- ignore -->")]
    public void What_is_left_after_something_is_gone_is_looked_at_again(string text) => HarmlessText.Of(text).ShouldNotContain("ignore");

    [Fact]
    public void No_more_than_64_KiB_are_left_and_no_half_of_a_character()
    {
        var text = HarmlessText.Of(string.Concat(Enumerable.Repeat("aé😀", 20_000)));

        Encoding.UTF8.GetByteCount(text).ShouldBeInRange(HarmlessText.MostBytes - 3, HarmlessText.MostBytes);
        new UTF8Encoding(false, true).GetBytes(text).Length.ShouldBeLessThanOrEqualTo(HarmlessText.MostBytes);
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<!--")]
    [InlineData("<a b=")]
    [InlineData("![")]
    [InlineData("[")]
    [InlineData("`")]
    [InlineData("](u \"")]
    [InlineData("[a]:")]
    [InlineData("<!")]
    [InlineData("\n> ")]
    public void A_text_that_repeats_itself_takes_no_long_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 65_536 / piece.Length));
        var began = TimeProvider.System.GetTimestamp();

        HarmlessText.Of(text).Length.ShouldBeLessThanOrEqualTo(text.Length);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Whatever_is_put_together_it_is_done_once_and_never_longer()
    {
        string[] pieces =
        [
            "<!--", "-->", "<", ">", "<b", " title=\"", "\"", "'", "![", "](", "]", "[", ")", "(u", "[x]: u", " \"t\"", "\n", "\n\n", "```", "~~~", "`", "a", " ", "- ", "> ",
            "\u200B", "<div>", "</div>", "<pre>", "</pre>", "<?", "\\", "/", "=", "😀", "\ud800", "[^1]", ":", "\r", "\t",
        ];
        var random = new Random(20_26);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => pieces[random.Next(pieces.Length)]));
            var once = HarmlessText.Of(text);

            once.Length.ShouldBeLessThanOrEqualTo(Math.Max(text.Length, 40), text);
            HarmlessText.Of(once).ShouldBe(once, text);
        }
    }
}
