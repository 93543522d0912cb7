using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;

namespace AgentFleet.GitHub.Tests.Requests;

public sealed class RedirectTests
{
    private const string Repository = """{"id":7,"full_name":"acme/store"}""";

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_renamed_repository_is_found_under_its_new_address(int status)
    {
        await using var world = await World.StartAsync(context => context.Request.Path == "/repositories/7"
            ? context.Json(Repository) : context.Status(status, ("Location", "/repositories/7")));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>().Value.FullName.ShouldBe("acme/store");
        world.Server.Requests.ShouldAllBe(request => request.Authorization == $"Bearer {World.Secret}");
    }

    [Fact]
    public async Task What_is_remembered_is_remembered_of_the_address_that_was_asked()
    {
        await using var world = await World.StartAsync(context => context.Request.Path == "/repositories/7"
            ? context.Tagged("\"a\"", Repository) : context.Status(301, ("Location", "/repositories/7")));
        var etags = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>().ETags;
        etags.Keys.ShouldBe([$"{world.Server.Url}repos/acme/shop"]);
        (await world.AskAsync(World.Asking(etags))).ShouldBeOfType<Answer<GitHubRepository>.Unchanged>();
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "more than 3 redirects")]
    public async Task Three_redirects_are_followed_and_no_more(int count, string? trouble)
    {
        var left = count;
        await using var world = await World.StartAsync(context => left-- > 0 ? context.Status(301, ("Location", $"/hop/{left}")) : context.Json(Repository));
        (await world.AskAsync()).Trouble.ShouldBe(trouble);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed_and_no_token_goes_there()
    {
        await using var thief = await TinyServer.StartAsync(context => context.Json(Repository), new FakeTimeProvider());
        await using var world = await World.StartAsync(context => context.Status(301, ("Location", $"{thief.Url}repos/acme/shop")));

        (await world.AskAsync()).ToString().ShouldStartWith("Failed { Reason = it redirects to another host, where the token must not go, MayTryAgain = False");
        (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Failed>();

        thief.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://127.0.0.1:PORT/x", "it redirects to another host, where the token must not go")]
    [InlineData("http://localhost:PORT/x", "it redirects to another host, where the token must not go")]
    [InlineData("http://me@127.0.0.1:PORT/x", "it redirects to another host, where the token must not go")]
    [InlineData("http://[", "it answered 301 and not where to")]
    public async Task What_only_looks_like_the_same_host_is_another(string location, string trouble)
    {
        await using var world = await World.StartAsync(context =>
            context.Status(301, ("Location", location.Replace("PORT", $"{context.Request.Host.Port}", StringComparison.Ordinal))));
        (await world.AskAsync()).Trouble.ShouldBe(trouble);
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_for_now_is_not_how_the_api_moves_things()
    {
        await using var world = await World.StartAsync(context => context.Status(302, ("Location", "/login")));
        (await world.AskAsync()).Trouble.ShouldBe("it answered 302 and not where to");
        world.Server.Requests.Count.ShouldBe(1);
    }
}
