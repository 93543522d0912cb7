using AgentFleet.GitHub.Tests.Access;
using AgentFleet.GitHub.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests;

/// <summary>A server that gives back in every way what it was given; nothing of it may come out of the client.</summary>
public sealed class SecrecyTests : IDisposable
{
    private readonly AppKeyFile _key = new();

    public void Dispose() => _key.Dispose();

    public static TheoryData<int> Statuses => [200, 201, 301, 302, 400, 401, 403, 404, 409, 422, 429, 451, 500, 503];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task No_answer_repeats_the_token(int status)
    {
        await using var world = await World.StartAsync(context => Repeat(context, status));
        var answers = new object[]
        {
            await world.AskAsync(), await world.ListAsync(),
            await world.RunAsync(new SetupRequests(world.Client).CreateLabelAsync(World.Shop, "a", "ededed", "b", World.Asking(), World.Stop)),
        };
        foreach (var answer in answers)
            (answer.ToString() + (answer as Answer<GitHubRepository>)?.Trouble + (answer as Answer<Listing<IssueLabel>>)?.Trouble).ShouldNotContain(World.Secret);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task No_answer_repeats_what_an_app_shows(int status)
    {
        var shown = "";
        await using var world = await World.StartAsync(context =>
        {
            shown = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
            return Repeat(context, status);
        }, _key.App);
        var answer = await world.AskAsync();
        shown.ShouldNotBeEmpty();
        (answer.ToString() + answer.Trouble).ShouldNotContain(shown);
    }

    [Fact]
    public async Task No_exception_repeats_the_token()
    {
        await using var world = await World.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        using var stop = new CancellationTokenSource();
        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), stop.Token);
        await stop.CancelAsync();
        var canceled = await Should.ThrowAsync<OperationCanceledException>(asking);
        canceled.ToString().ShouldNotContain(World.Secret);
        Should.Throw<FormatException>(() => new AccessToken("two words-s3cret")).ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public void A_token_prints_as_stars_wherever_it_is()
    {
        var token = new AccessToken(World.Secret, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        object[] holders =
        [
            token, $"{token}", new GitHubAccess.Text(token), Answer<AccessToken>.Of(token), new GitHubOptions(new("https://x"), new GitHubAccess.Text(token), [], "l"),
            new Reply.Arrived(200, new ReplyHead(null), default, token), (token, 1),
        ];
        foreach (var holder in holders)
            holder.ToString()!.ShouldNotContain(World.Secret);
        typeof(AccessToken).GetProperties().Select(property => property.Name).ShouldBe([nameof(AccessToken.ExpiresAt)], "a log that takes objects apart takes their properties");
    }

    // In the message, in names of fields, in headers.
    private static Task Repeat(HttpContext context, int status)
    {
        var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        return context.Json($$"""{"message":"not {{token}}","errors":[{"code":"{{token}}"}],"permissions":{"{{token}}":1},"id":"{{token}}","{{token}}":[} """, status,
            ("X-Accepted-GitHub-Permissions", token), ("Location", $"/{token}"), ("Link", $"<https://{token}.invalid>; rel=\"next\""), ("X-OAuth-Scopes", token));
    }
}
