using AgentFleet.Definitions;

namespace AgentFleet.Alerts.Tests.Ntfy;

public sealed class NtfyOptionsTests
{
    private static readonly Dictionary<string, string> Environment = new() { ["NTFY_TOPIC"] = "night-shift", ["NTFY_TOKEN"] = "tk_secret", ["SPACED"] = "tk secret" };

    private readonly Problems _problems = new();

    [Fact]
    public void A_section_is_read_with_its_variables()
    {
        Read("ntfy: { server: http://ntfy.lan:8080, topic: $NTFY_TOPIC, token: $NTFY_TOKEN }")
            .ShouldBe(new NtfyOptions(new("http://ntfy.lan:8080"), "night-shift", "tk_secret"));
        _problems.All.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_server_it_is_the_public_one() =>
        Read("ntfy: { topic: a }").ShouldBe(new NtfyOptions(new("https://ntfy.sh"), "a", null));

    [Fact]
    public void Without_a_section_there_is_no_channel()
    {
        Read("host: web-1").ShouldBeNull();
        _problems.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ server: ntfy.sh, topic: a }", """f.yaml:1:17: "server" must be the web address of an ntfy server; such as "https://ntfy.sh" """)]
    [InlineData("{ server: ftp://ntfy.sh, topic: a }", """f.yaml:1:17: "server" must be the web address of an ntfy server; such as "https://ntfy.sh" """)]
    [InlineData("{ server: https://ntfy.sh/a, topic: a }", """f.yaml:1:17: "server" must be the address alone, without a path; the topic goes under "topic" """)]
    [InlineData("{ server: https://ntfy.sh?auth=x, topic: a }", """f.yaml:1:17: "server" must be the address alone, without a path; the topic goes under "topic" """)]
    [InlineData("{ server: https://me:word@ntfy.sh, topic: a }", """f.yaml:1:17: "server" must hold no user or password; put an access token under "token" """)]
    [InlineData("{ server: https://ntfy.sh }", """f.yaml:1:7: the key "topic" is missing""")]
    [InlineData("{ topic: a/b }", """f.yaml:1:16: "topic" must be 1 to 64 letters, digits, "-" or "_" """)]
    [InlineData("""{ topic: "" }""", """f.yaml:1:16: "topic" must be 1 to 64 letters, digits, "-" or "_" """)]
    [InlineData("{ topic: $NTFY_TOPIK }", """f.yaml:1:16: the environment variable NTFY_TOPIK is not set; did you mean "$NTFY_TOPIC"?""")]
    [InlineData("{ topic: a, token: $OTHER }", "f.yaml:1:26: the environment variable OTHER is not set")]
    [InlineData("{ topic: a, token: $SPACED }", """f.yaml:1:26: "token" must be one word in plain letters, such as tk_…""")]
    [InlineData("{ topic: a, tokn: b }", """f.yaml:1:19: unknown key "tokn"; did you mean "token"?""")]
    public void What_is_wrong_is_told_with_its_place(string section, string problem)
    {
        Read("ntfy: " + section);
        _problems.All.ShouldHaveSingleItem().ToString().ShouldBe(problem.TrimEnd());
    }

    [Fact]
    public void All_that_is_wrong_comes_at_once()
    {
        Read("ntfy: { server: x, topic: a b, token: $NOPE }").ShouldBeNull();
        _problems.All.Count.ShouldBe(3);
    }

    [Fact]
    public void Sixty_four_characters_are_a_topic_and_one_more_is_not()
    {
        Read($"ntfy: {{ topic: {new string('a', 64)} }}").ShouldNotBeNull();
        Read($"ntfy: {{ topic: {new string('a', 65)} }}").ShouldBeNull();
    }

    [Fact]
    public void Printing_the_options_shows_no_secret() =>
        new NtfyOptions(new("https://ntfy.sh"), "night-shift", "tk_secret").ToString().ShouldBe("ntfy at https://ntfy.sh/");

    private NtfyOptions? Read(string yaml)
    {
        var root = YamlMap.Parse("f.yaml", yaml, _problems)!;
        root.Text("host");
        var options = NtfyOptions.Read(root.Map("ntfy"), Environment, _problems);
        root.Finish();
        return options;
    }
}
