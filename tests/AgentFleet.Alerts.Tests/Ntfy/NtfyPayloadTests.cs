using System.Text;
using System.Text.Json;
using AgentFleet.Ledger.Alerting;

namespace AgentFleet.Alerts.Tests.Ntfy;

public sealed class NtfyPayloadTests
{
    [Fact]
    public void An_alert_is_published_like_this()
    {
        var alert = new WaitingAlert(Guid.Empty, "finding.escalated", 5, "disk / on web-1: 3 attempts failed", "94 % used\nLast: \"no space\" <x>",
            null, 1, DateTimeOffset.UnixEpoch);
        Json(NtfyMessage.From(alert)).ShouldBe(
            """{"topic":"night-shift","title":"disk / on web-1: 3 attempts failed","message":"94 % used\nLast: \"no space\" <x>","priority":5,"tags":["rotating_light"]}""");
    }

    [Fact]
    public void Every_kind_has_its_picture()
    {
        var kinds = typeof(AlertKind).GetFields().Where(f => f.FieldType == typeof(AlertKind)).Select(f => (AlertKind)f.GetValue(null)!);
        string.Join('\n', kinds.Select(k => $"{k.Word} {k.Priority} {string.Join(',', NtfyTags.Of(k.Word))}")).ShouldBe("""
            finding.opened 4 warning
            finding.cleared 2 white_check_mark
            finding.fixed 3 white_check_mark
            finding.escalated 5 rotating_light
            finding.refused 4 no_entry
            finding.refused 2 no_entry
            usage_limit.begun 3 hourglass
            login.needed 5 key
            agent.missing 5 mag
            definition.broken 4 pencil2
            webhook.closed 3 electric_plug
            """);
        NtfyTags.Of("hub.lost").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a\nb\r\n c\t\td", "a b c d")]
    [InlineData("line\u2028separator\u0085next", "line separator next")]
    [InlineData("say \"hi\" \\ {}", "say \"hi\" \\ {}")]
    [InlineData("evil\u202Egpj.exe\u2066x\u200F", "evilgpj.exex")]
    [InlineData("bell\u0007 nul\0 escape\u001b[31m", "bell nul escape[31m")]
    [InlineData("family 👨‍👩‍👧", "family 👨‍👩‍👧")]
    public void A_hostile_title_is_shown_on_one_line_as_it_reads(string title, string shown) =>
        Field("title", new(title, "", 3, [])).ShouldBe(shown);

    [Fact]
    public void Half_of_a_pair_is_shown_as_a_replacement() =>
        Field("title", new("half \ud83d of a pair", "", 3, [])).ShouldBe("half \ufffd of a pair");

    [Fact]
    public void A_text_keeps_its_lines_and_nothing_that_reorders_them() =>
        Field("message", new("", "one\r\ntwo\u202E\n\tthree\u0000\n\n", 3, [])).ShouldBe("one\ntwo\n\tthree");

    [Theory]
    [InlineData("a")]
    [InlineData("ü")]
    [InlineData("漢")]
    [InlineData("😀")]
    [InlineData("👨‍👩‍👧")]
    [InlineData("\"")]
    [InlineData("e\u0301")]
    public void A_long_text_is_cut_between_characters_so_that_the_body_stays_a_message(string character)
    {
        var json = Json(new("title", string.Concat(Enumerable.Repeat(character, 6000)), 3, ["warning"]));
        var text = JsonDocument.Parse(json).RootElement.GetProperty("message").GetString()!;

        Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(4096);
        Encoding.UTF8.GetByteCount(json).ShouldBeGreaterThan(4096 - 60);
        text.ShouldEndWith(character + "…");
        text[..^1].Replace(character, "", StringComparison.Ordinal).ShouldBe("");
    }

    [Fact]
    public void A_text_that_just_fits_is_not_cut()
    {
        var room = 4095 - Encoding.UTF8.GetByteCount(Json(new("t", "", 3, [])));
        Field("message", new("t", new string('a', room), 3, [])).ShouldBe(new string('a', room));
        Field("message", new("t", new string('a', room + 1), 3, [])).ShouldBe(new string('a', room - 3) + "…");
    }

    [Fact]
    public void A_title_cannot_crowd_out_the_text()
    {
        var json = Json(new(new string('t', 100_000), "what to do", 3, []));
        Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(4096);
        JsonDocument.Parse(json).RootElement.GetProperty("message").GetString().ShouldBe("what to do");
    }

    [Fact]
    public void One_character_that_never_ends_is_cut_away() =>
        Field("message", new("t", "e" + new string('\u0301', 9000), 3, [])).ShouldBe("…");

    private static string Json(NtfyMessage message) => Encoding.UTF8.GetString(NtfyJson.Of("night-shift", message));

    private static string Field(string name, NtfyMessage message) => JsonDocument.Parse(Json(message)).RootElement.GetProperty(name).GetString()!;
}
