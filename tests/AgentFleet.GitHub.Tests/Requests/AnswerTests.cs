using AgentFleet.GitHub.Tests.Server;

namespace AgentFleet.GitHub.Tests.Requests;

public sealed class AnswerTests
{
    private const string Repository = """{"id":7,"full_name":"acme/shop","default_branch":"main"}""";

    [Fact]
    public async Task What_was_asked_for_is_seen()
    {
        await using var world = await World.StartAsync(context => context.Json(Repository));

        var seen = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();

        (seen.Value.Id, seen.Value.DefaultBranch, seen.ETags.Count).ShouldBe((7, "main", 0));
        var request = world.Server.Requests.ShouldHaveSingleItem();
        (request.Target, request.Authorization, request.IfNoneMatch, request.UserAgent).ShouldBe(("/repos/acme/shop", $"Bearer {World.Secret}", null, "AgentFleet"));
    }

    [Theory]
    [InlineData(404, "{}", "Missing { Gone = False }")]
    [InlineData(410, "{}", "Missing { Gone = True }")]
    [InlineData(403, """{"message":"Resource not accessible by integration"}""", "Denied { Reason = 403: Resource not accessible by integration, Needs = contents=read }")]
    [InlineData(451, """{"message":"Repository access blocked"}""", "Denied { Reason = 451: Repository access blocked, Needs = contents=read }")]
    [InlineData(401, """{"message":"Bad credentials"}""", "Denied { Reason = 401: Bad credentials, Needs = contents=read }")]
    [InlineData(422, """{"message":"Validation Failed","errors":[{"code":"already_exists"},{"message":"too long"},"odd",7]}""", "Failed { Reason = 422: Validation Failed (already_exists; too long; odd), MayTryAgain = False }")]
    [InlineData(409, """{"message":"Git Repository is empty."}""", "Failed { Reason = 409: Git Repository is empty., MayTryAgain = False }")]
    [InlineData(202, "{}", "Failed { Reason = GitHub is still working it out, MayTryAgain = True }")]
    [InlineData(500, "<html>", "Failed { Reason = 500 InternalServerError, MayTryAgain = True }")]
    [InlineData(599, "", "Failed { Reason = 599, MayTryAgain = True }")]
    [InlineData(302, "", "Failed { Reason = it answered 302 and not where to, MayTryAgain = False }")]
    [InlineData(418, """{"message":7}""", "Failed { Reason = 418, MayTryAgain = False }")]
    public async Task Each_status_has_its_answer(int status, string body, string answer)
    {
        await using var world = await World.StartAsync(context => context.Json(body, status, ("X-Accepted-GitHub-Permissions", "contents=read")));
        (await world.AskAsync()).ToString().ShouldBe(answer);
        (await world.ListAsync()).ToString().ShouldBe(answer);
    }

    [Fact]
    public async Task Unchanged_without_being_asked_that_is_no_answer()
    {
        await using var world = await World.StartAsync(context => context.Status(304));
        (await world.AskAsync()).Trouble.ShouldBe("it says that nothing has changed, though it was not asked that");
        (await world.ListAsync()).Trouble.ShouldBe("it says that nothing has changed, though it was not asked that");
    }

    [Fact]
    public async Task What_a_server_says_becomes_one_harmless_line()
    {
        var message = "no\\r\\nway \\u202e\\u001b[31m " + new string('x', 5000);
        await using var world = await World.StartAsync(context => context.Json($$"""{"message":"{{message}}"}""", 403));

        var reason = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Denied>().Reason;

        reason.ShouldStartWith("403: no way [31m xxx");
        reason.Length.ShouldBeLessThanOrEqualTo(201);
    }
}
