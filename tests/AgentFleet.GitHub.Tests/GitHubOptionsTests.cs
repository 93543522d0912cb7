using AgentFleet.Definitions;
using AgentFleet.GitHub.Tests.Access;
using AgentFleet.Testing;

namespace AgentFleet.GitHub.Tests;

public sealed class GitHubOptionsTests : IDisposable
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["GITHUB_TOKEN"] = World.Secret,
        ["SPACED"] = "two words-s3cret",
        ["APP"] = "12345",
        ["INSTALLATION"] = "99",
        ["HOME"] = "/home/nobody",
    };

    private readonly Problems _problems = new();
    private readonly TemporaryFolder _folder = new();
    private readonly AppKeyFile _key = new();

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_section_is_read_with_its_variables()
    {
        var options = Read("{ token: $GITHUB_TOKEN, repos: [acme/shop, acme/Site, ACME/SHOP], fix_label: \"please fix\" }")!;
        _problems.All.ShouldBeEmpty();
        (options.Api, options.FixLabel).ShouldBe((new("https://api.github.com/"), "please fix"));
        options.Access.ShouldBe(new GitHubAccess.Text(new(World.Secret)));
        options.Repos.Select(repo => repo.ToString()).ShouldBe(["acme/shop", "acme/Site"]);
    }

    [Theory]
    [InlineData("https://ghe.example/api/v3", "https://ghe.example/api/v3/")]
    [InlineData("https://ghe.example/api/v3/", "https://ghe.example/api/v3/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://localhost:8080", "http://localhost:8080/")]
    public void An_address_of_ones_own_is_taken(string api, string taken)
    {
        Read($"{{ api: \"{api}\", repos: [a/b] }}")!.Api.AbsoluteUri.ShouldBe(taken);
        _problems.All.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_section_github_is_no_source()
    {
        GitHubOptions.Read(null, Environment).ShouldBeNull();
        _problems.All.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_token_only_what_everybody_sees_is_asked_for() => Read("{ repos: [a/b] }")!.Access.ShouldBe(new GitHubAccess.Anonymous());

    [Fact]
    public void The_gh_cli_can_be_asked() => Read("{ token: gh, repos: [a/b] }")!.Access.ShouldBe(new GitHubAccess.Gh());

    [Fact]
    public void A_token_file_stands_beside_the_configuration()
    {
        var path = _folder.Write("secrets/token", "ghp_x\n");
        Read("{ token: { file: secrets/token }, repos: [a/b] }", _folder.File("agentfleet.yaml"))!.Access.ShouldBe(new GitHubAccess.TokenFile(path));
        _problems.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("token")]
    [InlineData("app")]
    public void An_app_needs_no_list_of_repositories(string key)
    {
        var options = Read($"{{ {key}: {{ id: $APP, installation: $INSTALLATION, key_file: {_key.Path} }} }}")!;
        _problems.All.ShouldBeEmpty();
        options.Access.ShouldBe(_key.App);
        options.Repos.ShouldBeEmpty();
        options.ToString().ShouldBe("the repositories of an App's installation at https://api.github.com/");
    }

    [Theory]
    [InlineData("{ repos: [a/b], api: x }", """f.yaml:1:30: "x" is not a web address; such as "https://api.github.com" """)]
    [InlineData("{ repos: [a/b], api: ftp://x }", """f.yaml:1:30: "ftp://x" is not a web address; such as "https://api.github.com" """)]
    [InlineData("{ repos: [a/b], api: https://u:p@x }", """f.yaml:1:30: "api" must hold no user or password; put an access token under "token" """)]
    [InlineData("{ repos: [a/b], api: http://ghe.example }", """f.yaml:1:30: the token would cross the network for everybody to read; begin "api" with "https://" """)]
    [InlineData("{ repos: [a/b], api: https://github.com }", """f.yaml:1:30: that is where people look, not where programs ask; write "https://api.github.com", or leave "api" out""")]
    [InlineData("{ repos: [a/b], api: \"https://x/?a=b\" }", """f.yaml:1:30: "api" must be the address alone, without ? or #""")]
    [InlineData("{ repos: [a/b], token: $GITHUB_TOKN }", """f.yaml:1:32: the environment variable GITHUB_TOKN is not set; did you mean "$GITHUB_TOKEN"?""")]
    [InlineData("{ repos: [a/b], token: $SPACED }", """f.yaml:1:32: "token" must be one word in plain letters; write $NAME, gh, { file: PATH } or { id: …, installation: …, key_file: PATH }""")]
    [InlineData("{ repos: [a/b], token: {} }", """f.yaml:1:32: "token" is empty; write $NAME, gh, { file: PATH } or { id: …, installation: …, key_file: PATH }""")]
    [InlineData("{ repos: [a/b], token: { fil: x } }", """f.yaml:1:32: the key "file" is missing|f.yaml:1:34: unknown key "fil"; did you mean "file"?""")]
    [InlineData("{ repos: [a/b], token: { file: /nowhere/token } }", """f.yaml:1:40: the token file "/nowhere/token" is missing""")]
    [InlineData("{ token: { id: 1, installation: 2, key_file: /nowhere/key } }", """f.yaml:1:54: the key file "/nowhere/key" is missing; download a private key from the App's settings page, and name that file""")]
    [InlineData("{ token: { id: \"a b\", installation: two } }", """f.yaml:1:18: the key "key_file" is missing|f.yaml:1:24: "id" must be the App's number or its client id; both are on the App's settings page|f.yaml:1:45: "installation" must be a number; it ends the address of the installation's page, …/settings/installations/NUMBER""")]
    [InlineData("{ token: gh }", """f.yaml:1:9: the key "repos" is missing; list them, such as [acme/shop]; only an App knows its repositories itself""")]
    [InlineData("{ token: gh, repos: [] }", """f.yaml:1:29: "repos" lists nothing; write owner/name, such as [acme/shop]""")]
    [InlineData("{ repos: [a/b, shop] }", """f.yaml:1:18: "shop" is not a repository; write owner/name""")]
    [InlineData("{ repos: [\"a/..\"] }", """f.yaml:1:18: "a/.." is not a repository; write owner/name""")]
    [InlineData("{ repos: [\"https://github.com/acme/shop.git\"] }", """f.yaml:1:18: "https://github.com/acme/shop.git" is not a repository; did you mean "acme/shop"?""")]
    [InlineData("{ repos: [a/b], fix_label: \"\" }", """f.yaml:1:36: "fix_label" must be a text of 1 to 50 characters""")]
    [InlineData("{ repos: [a/b], fix_label: \"fix, please\" }", """f.yaml:1:36: "fix_label" must hold no comma: GitHub takes what stands on either side of one for two labels""")]
    [InlineData("{ repos: [a/b], tokne: x }", """f.yaml:1:25: unknown key "tokne"; did you mean "token"?""")]
    public void What_is_wrong_is_told_with_its_place(string section, string problems)
    {
        Read(section);
        string.Join('|', _problems.All).ShouldBe(problems.TrimEnd());
    }

    [Fact]
    public void All_that_is_wrong_comes_at_once()
    {
        Read("{ api: x, token: $NOPE, repos: [shop], fix_label: \"\", more: 1 }");
        _problems.All.Count.ShouldBe(5);
    }

    [Fact]
    public void A_token_and_an_app_are_one_too_many()
    {
        Read($"{{ token: gh, app: {{ id: 1, installation: 2, key_file: {_key.Path} }}, repos: [a/b] }}");
        _problems.All.ShouldHaveSingleItem().ToString().ShouldBe("f.yaml:1:27: \"app\" and \"token\" both say where tokens come from; leave one of them out");
    }

    [Fact]
    public void An_installation_belongs_to_one_account()
    {
        Read($"{{ token: {{ id: 1, installation: 2, key_file: {_key.Path} }}, repos: [acme/a, ACME/b, other/c] }}");
        _problems.All.ShouldHaveSingleItem().Message.ShouldBe("acme and other are two accounts, and an installation of an App belongs to one");
    }

    [Theory]
    [InlineData("nonsense", "holds no private RSA key in PEM form")]
    [InlineData("", "holds no private RSA key in PEM form")]
    [InlineData("public", "holds no private RSA key in PEM form")]
    [InlineData("elliptic", "holds no private RSA key in PEM form")]
    [InlineData("short", "holds an RSA key that is too short")]
    public void A_key_file_that_holds_no_key_is_told_with_what_to_do(string content, string fault)
    {
        var path = _folder.Write("app.pem", content switch
        {
            "public" => _key.Key.ExportRSAPublicKeyPem(),
            "elliptic" => System.Security.Cryptography.ECDsa.Create().ExportPkcs8PrivateKeyPem(),
            "short" => System.Security.Cryptography.RSA.Create(1024).ExportRSAPrivateKeyPem(),
            _ => content,
        });
        Read($"{{ token: {{ id: 1, installation: 2, key_file: {path} }} }}");
        var problem = _problems.All.ShouldHaveSingleItem();
        (problem.Message, problem.Suggestion).ShouldBe(($"the key file {Quoted.Of(path)} {fault}", "download a private key from the App's settings page, and name that file"));
    }

    [Fact]
    public void A_key_in_the_newer_form_is_a_key_as_well()
    {
        var path = _folder.Write("app.pem", _key.Key.ExportPkcs8PrivateKeyPem());
        Read($"{{ token: {{ id: Iv1.abc, installation: 2, key_file: {path} }} }}").ShouldNotBeNull();
        _problems.All.ShouldBeEmpty();
    }

    [Fact]
    public void Neither_options_nor_problems_show_a_secret()
    {
        var options = Read("{ token: $GITHUB_TOKEN, repos: [a/b] }")!;
        options.ToString().ShouldBe("1 repositories at https://api.github.com/");
        options.Access.ToString().ShouldBe("Text { Secret = *** }");
        Read("{ token: $SPACED, repos: [a/b] }")!.ToString().ShouldNotContain("s3cret");
        _problems.All.ShouldAllBe(problem => !problem.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    private GitHubOptions? Read(string section, string file = "f.yaml")
    {
        var root = YamlMap.Parse(file, "github: " + section, _problems)!;
        var options = GitHubOptions.Read(root.Map("github"), Environment);
        root.Finish();
        return options;
    }
}
