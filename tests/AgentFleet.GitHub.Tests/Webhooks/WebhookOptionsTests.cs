using AgentFleet.Definitions;

namespace AgentFleet.GitHub.Tests.Webhooks;

public sealed class WebhookOptionsTests
{
    private const string Secret = "a long s3cret of a webhook";

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["HOOK_SECRET"] = Secret,
        ["SHORT"] = "s3cret-of-only15"[..15],
        ["BROKEN"] = "a long s3cret of a webhook\n",
    };

    private readonly Problems _problems = new();

    [Fact]
    public void A_section_is_read_with_its_variables()
    {
        Read("{ listen: \"127.0.0.1:9000\", secret: $HOOK_SECRET }").ShouldBe(new(new(System.Net.IPAddress.Loopback, 9000), new(Secret)));
        _problems.All.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_section_nothing_listens()
    {
        GitHub("{ repos: [a/b] }")!.Webhook.ShouldBeNull();
        _problems.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "127.0.0.1:8477, for this machine only")]
    [InlineData("listen: localhost:9000,", "127.0.0.1:9000, for this machine only")]
    [InlineData("listen: \"127.0.0.7:9000\",", "127.0.0.7:9000, for this machine only")]
    [InlineData("listen: \"[::1]:9000\",", "[::1]:9000, for this machine only")]
    [InlineData("listen: \"0.0.0.0:9000\",", "0.0.0.0:9000, for everybody whose packets reach this machine")]
    [InlineData("listen: \"[::]:9000\",", "[::]:9000, for everybody whose packets reach this machine")]
    [InlineData("listen: \"192.0.2.7:9000\",", "192.0.2.7:9000, for everybody whose packets reach that address")]
    public void It_says_where_it_listens_and_who_reaches_that(string listen, string said)
    {
        Read($"{{ {listen} secret: $HOOK_SECRET }}")!.ToString().ShouldBe(said);
        _problems.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("8477", "did you mean \"127.0.0.1:8477\"?")]
    [InlineData(":8477", "did you mean \"127.0.0.1:8477\"?")]
    [InlineData("*:8477", "write \"0.0.0.0:8477\" for all addresses of this machine")]
    [InlineData("http://127.0.0.1:8477/hooks/github", "did you mean \"127.0.0.1:8477\"?")]
    [InlineData("127.0.0.1", "write it in numbers, such as \"127.0.0.1:8477\"")]
    [InlineData("127.0.0.1:0", "write it in numbers, such as \"127.0.0.1:8477\"")]
    [InlineData("127.0.0.1:65536", "write it in numbers, such as \"127.0.0.1:8477\"")]
    [InlineData("127.1:8477", "write it in numbers, such as \"127.0.0.1:8477\"")]
    [InlineData("::1:8477", "write it in numbers, such as \"127.0.0.1:8477\"")]
    [InlineData("hooks.example:8477", "write it in numbers, such as \"127.0.0.1:8477\"")]
    [InlineData("", "write it in numbers, such as \"127.0.0.1:8477\"")]
    public void What_is_no_address_with_a_port_is_told_with_what_to_write(string listen, string suggestion)
    {
        Read($"{{ secret: $HOOK_SECRET, listen: \"{listen}\" }}").ShouldBeNull();
        _problems.All.ShouldHaveSingleItem().ToString().ShouldBe($"f.yaml:1:66: \"{listen}\" is not an address of this machine with a port; {suggestion}");
    }

    [Theory]
    [InlineData("{}", "f.yaml:1:34: the key \"secret\" is missing")]
    [InlineData("{ listen: localhost:1 }", "f.yaml:1:34: the key \"secret\" is missing")]
    [InlineData("{ secret: $HOOK_SECRT }", "f.yaml:1:44: the environment variable HOOK_SECRT is not set; did you mean \"$HOOK_SECRET\"?")]
    [InlineData("{ secret: $SHORT }", "f.yaml:1:44: \"secret\" must be one line of at least 16 characters; make one with \"openssl rand -hex 32\", and give GitHub the same")]
    [InlineData("{ secret: $BROKEN }", "f.yaml:1:44: \"secret\" must be one line of at least 16 characters; make one with \"openssl rand -hex 32\", and give GitHub the same")]
    [InlineData("{ secret: $HOOK_SECRET, sekret: x }", "f.yaml:1:58: unknown key \"sekret\"; did you mean \"secret\"?")]
    [InlineData("on", "f.yaml:1:34: \"webhook\" must be a map, not \"on\"")]
    public void What_is_wrong_is_told_with_its_place(string section, string problem)
    {
        Read(section);
        _problems.All.ShouldHaveSingleItem().ToString().ShouldBe(problem);
    }

    [Fact]
    public void All_that_is_wrong_comes_at_once()
    {
        Read("{ listen: x, secret: short, more: 1 }");
        _problems.All.Count.ShouldBe(3);
    }

    [Fact]
    public void A_secret_prints_as_stars_wherever_it_is()
    {
        var options = Read("{ secret: $HOOK_SECRET }")!;
        foreach (object holder in new object[] { options, options.Secret, $"{options.Secret}", (options.Secret, 1) })
            holder.ToString()!.ShouldNotContain("s3cret");
        options.Secret.ToString().ShouldBe("***");
        typeof(WebhookSecret).GetProperties().ShouldBeEmpty("a log that takes objects apart takes their properties");
        Should.Throw<FormatException>(() => new WebhookSecret("s3cret")).ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public void A_problem_does_not_repeat_a_secret()
    {
        Read("{ secret: $SHORT }");
        Read("{ secret: short-s3cret }");
        _problems.All.ShouldAllBe(problem => !problem.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void It_signs_as_github_documents_it()
    {
        using var hash = new WebhookSecret("It's a Secret to Everybody").BeginToSign();
        hash.AppendData("Hello, "u8);
        hash.AppendData("World!"u8);
        Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    private WebhookOptions? Read(string webhook) => GitHub($"{{ repos: [a/b], webhook: {webhook} }}")!.Webhook;

    private GitHubOptions? GitHub(string section)
    {
        var root = YamlMap.Parse("f.yaml", "github: " + section, _problems)!;
        var options = GitHubOptions.Read(root.Map("github"), Environment);
        root.Finish();
        return options;
    }
}
