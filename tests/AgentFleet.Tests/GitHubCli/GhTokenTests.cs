using AgentFleet.GitHubCli;
using AgentFleet.Tests.GitHubSetup;

namespace AgentFleet.Tests.GitHubCli;

/// <summary>The token that the gh CLI has, asked by a program in its place.</summary>
public sealed class GhTokenTests
{
    [Theory]
    [InlineData("https://api.github.com/", "gh auth token --hostname github.com")]
    [InlineData("https://ghe.example/api/v3/", "gh auth token --hostname ghe.example")]
    [InlineData("https://api.octo.ghe.com/", "gh auth token --hostname octo.ghe.com")]
    [InlineData("http://127.0.0.1:8080/", "gh auth token --hostname 127.0.0.1")]
    public void Gh_is_asked_for_the_place_that_the_api_belongs_to(string api, string command) =>
        string.Join(' ', GhToken.Argv(new Uri(api))).ShouldBe(command);

    [Fact]
    public async Task Its_token_is_used_and_seen_nowhere()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        var said = site.Terminal.Path("said");
        site.Terminal.Environment["GH_TOKEN"] = "gho_of_somebody_else";
        Gh(site, $$"""
            { echo "$@"; env; } >'{{said}}'
            echo 'signed in as ann' >&2
            cat '{{site.Terminal.Write("token", site.Token.Value)}}'
            """);

        var page = await site.PageAsync(0);

        page.ShouldContain("https://github.com/acme/shop/pull/1\n");
        site.Server.Requests.ShouldAllBe(request => request.TokenId == site.Token.Id);
        var lines = await File.ReadAllLinesAsync(said, TestContext.Current.CancellationToken);
        lines[0].ShouldBe("auth token --hostname 127.0.0.1");
        lines.Skip(1).Select(line => line.Split('=')[0]).Except(["PATH", "HOME", "LANG", "PWD", "SHLVL", "_", "AGENTFLEET_RUN", "OLDPWD"]).ShouldBeEmpty();
        foreach (var file in Directory.EnumerateFiles(site.Terminal.Path("."), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "token"))
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain(site.Token.Value);
    }

    [Theory]
    [InlineData("echo 'not signed in' >&2; exit 1")]
    [InlineData("exit 0")]
    [InlineData("echo two words")]
    public async Task Where_it_has_none_that_is_said_and_what_to_do(string script)
    {
        await using var site = await SetupSite.StartAllowedAsync();
        Gh(site, script);
        await ShouldHaveNoneAsync(site);
    }

    [Fact]
    public async Task Where_there_is_no_gh_the_same_is_said()
    {
        await using var site = await SetupSite.StartAllowedAsync();
        Gh(site, "exit 1");
        File.Delete(site.Terminal.Path("bin/gh"));
        // The program itself has to be found, and nothing else.
        var dotnet = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "dotnet")).FirstOrDefault(File.Exists);
        if (dotnet is not null)
            File.CreateSymbolicLink(site.Terminal.Path("bin/dotnet"), dotnet);
        site.Terminal.Environment["PATH"] = site.Terminal.Path("bin");
        await ShouldHaveNoneAsync(site);
    }

    private static async Task ShouldHaveNoneAsync(SetupSite site)
    {
        var result = await site.RunAsync();
        (result.Code, result.Output, result.Errors).ShouldBe((1, "",
            "acme/shop: the gh CLI has no token: sign in with \"gh auth login\", or name another token in agentfleet.yaml\n"));
        site.Server.Requests.ShouldBeEmpty();
    }

    private static void Gh(SetupSite site, string script)
    {
        RunnableFile.Write(site.Terminal.Path("bin/gh"), script);
        site.Terminal.Environment["PATH"] = $"{site.Terminal.Path("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        site.Configure("gh");
    }
}
