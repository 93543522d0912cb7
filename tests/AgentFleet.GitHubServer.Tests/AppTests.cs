using System.Net;
using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Tests;

public sealed class AppTests : IAsyncLifetime
{
    private Site _site = null!;
    private AppKey _key = null!;
    private HubInstallation _installation = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await Site.StartAsync();
        _key = new(_site.World);
        _installation = _key.App.Install(_site.Shop.Owner, new Dictionary<string, string> { ["issues"] = "write" }, _site.Shop);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task An_installation_token_opens_its_repositories_for_an_hour()
    {
        _site.World.AddRepository("acme/secret", isPrivate: true);
        var given = (await AskAsync(_key.Jwt(_site.Clock.GetUtcNow()))).Json;
        given.GetProperty("expires_at").GetDateTimeOffset().ShouldBe(_site.Clock.GetUtcNow().AddHours(1));
        using var asking = new Asking(_site.Server, given.GetProperty("token").GetString());

        (await asking.GetAsync("/installation/repositories")).Json.GetProperty("total_count").GetInt32().ShouldBe(1);
        (await asking.PostAsync("/repos/acme/shop/issues/1/labels", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await asking.PostAsync("/repos/acme/shop/issues", new { title = "New" })).Json.GetProperty("user").GetProperty("type").GetString().ShouldBe("Bot");
        (await asking.GetAsync("/repos/acme/secret")).Status.ShouldBe(HttpStatusCode.NotFound);
        _site.Pass(3600);
        (await asking.GetAsync("/installation/repositories")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(-60, 540, null)]
    [InlineData(0, 600, null)]
    [InlineData(-60, 601, "'Expiration time' claim ('exp') is too far in the future")]
    [InlineData(1, 540, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")]
    [InlineData(-660, -60, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires")]
    public async Task The_times_of_a_JWT_are_judged_by_the_clock_of_the_server(int issued, int expires, string? refusal)
    {
        var now = _site.Clock.GetUtcNow();
        var reply = await AskAsync(_key.Jwt(now.AddSeconds(issued), now.AddSeconds(expires)));
        if (refusal is null)
            reply.Status.ShouldBe(HttpStatusCode.Created);
        else
            (reply.Status, reply.Json.GetProperty("message").GetString()).ShouldBe((HttpStatusCode.Unauthorized, refusal));
    }

    [Fact]
    public async Task A_JWT_of_another_app_another_key_or_another_algorithm_is_refused()
    {
        var now = _site.Clock.GetUtcNow();
        var right = _key.Jwt(now);
        (await AskAsync(right[..^8] + "AAAAAAAA")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(_key.Jwt(now, now.AddMinutes(5), algorithm: "none"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(_key.Jwt(now, now.AddMinutes(5), issuer: 7))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(_key.Jwt(now, now.AddMinutes(5), issuer: _key.App.Id))).Status.ShouldBe(HttpStatusCode.Created);
        (await AskAsync("a.b.c")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_may_be_asked_for_less_and_not_for_more()
    {
        var jwt = _key.Jwt(_site.Clock.GetUtcNow());
        var less = (await AskAsync(jwt, new { repositories = new[] { "shop" }, permissions = new { issues = "read" } })).Json;
        less.GetProperty("permissions").GetProperty("issues").GetString().ShouldBe("read");
        using var asking = new Asking(_site.Server, less.GetProperty("token").GetString());
        (await asking.PostAsync("/repos/acme/shop/issues", new { title = "New" })).Json.GetProperty("message").GetString()
            .ShouldBe("Resource not accessible by integration");

        (await AskAsync(jwt, new { permissions = new { contents = "read" } })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AskAsync(jwt, new { repositories = new[] { "other" } })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        _installation.Suspend();
        (await AskAsync(jwt)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await asking.GetAsync("/installation/repositories")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<Reply> AskAsync(string jwt, object? body = null)
    {
        using var app = new Asking(_site.Server, jwt);
        return await app.PostAsync($"/app/installations/{_installation.Id}/access_tokens", body ?? new { });
    }
}
