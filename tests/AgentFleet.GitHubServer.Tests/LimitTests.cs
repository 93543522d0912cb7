using System.Net;

namespace AgentFleet.Hub.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_spent_hour_refuses_until_it_is_over(int status)
    {
        await using var site = await Site.StartAsync(new() { PrimaryLimit = 2, LimitedStatus = status });
        await site.Ask.GetAsync("/repos/acme/shop");
        var last = await site.Ask.GetAsync("/repos/acme/shop");
        (last.Headers["X-RateLimit-Limit"], last.Remaining, last.Headers["X-RateLimit-Used"]).ShouldBe(("2", 0, "2"));
        last.Headers["X-RateLimit-Reset"].ShouldBe($"{site.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}");
        last.Headers["X-RateLimit-Resource"].ShouldBe("core");

        var refused = await site.Ask.GetAsync("/repos/acme/shop");
        ((int)refused.Status, refused.Remaining, refused.Headers.ContainsKey("Retry-After")).ShouldBe((status, 0, false));
        refused.Text.ShouldContain("API rate limit exceeded for user ID");
        (await site.Ask.GetAsync("/rate_limit")).Json.GetProperty("rate").GetProperty("remaining").GetInt32().ShouldBe(0);

        site.Pass(3600);
        (await site.Ask.GetAsync("/repos/acme/shop")).Remaining.ShouldBe(1);
    }

    [Fact]
    public async Task All_tokens_of_a_person_spend_the_same_hour()
    {
        await using var site = await Site.StartAsync();
        using var other = new Asking(site.Server, site.World.AddToken(site.Ann).Value);
        await site.Ask.GetAsync("/repos/acme/shop");
        (await other.GetAsync("/repos/acme/shop")).Remaining.ShouldBe(4998);
    }

    [Fact]
    public async Task Points_a_minute_are_limited_and_the_answer_says_when_to_come_again()
    {
        await using var site = await Site.StartAsync(new() { PointsPerMinute = 3 });
        for (var i = 0; i < 3; i++)
        {
            (await site.Ask.GetAsync("/repos/acme/shop")).Status.ShouldBe(HttpStatusCode.OK);
            site.Pass(10);
        }
        var refused = await site.Ask.GetAsync("/repos/acme/shop");
        (refused.Status, refused.Headers["Retry-After"]).ShouldBe((HttpStatusCode.Forbidden, "30"));
        refused.Text.ShouldContain("secondary rate limit");
        refused.Remaining.ShouldBe(4997);
        site.Pass(30);
        (await site.Ask.GetAsync("/repos/acme/shop")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_secondary_limit_need_not_say_when_to_come_again()
    {
        await using var site = await Site.StartAsync(new() { PointsPerMinute = 0, SaysRetryAfter = false });
        var refused = await site.Ask.GetAsync("/repos/acme/shop");
        (refused.Status, refused.Headers.ContainsKey("Retry-After")).ShouldBe((HttpStatusCode.Forbidden, false));
    }

    [Fact]
    public async Task Requests_at_once_are_limited()
    {
        await using var site = await Site.StartAsync(new() { Concurrency = 2 });
        site.Server.Fail(Faults.GitHubFault.Slow, on: "/repos/acme/shop/labels");
        var slow = new[] { site.Ask.GetAsync("/repos/acme/shop/labels"), site.Ask.GetAsync("/repos/acme/shop/labels") };
        await Testing.Eventually.BecomesTrueAsync(() => site.Server.Requests.Count == 2);
        (await site.Ask.GetAsync("/repos/acme/shop")).Text.ShouldContain("secondary rate limit");

        await Testing.Eventually.BecomesTrueAsync(() =>
        {
            site.Pass(60);
            return slow.All(s => s.IsCompleted);
        });
        (await site.Ask.GetAsync("/repos/acme/shop")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(20, 5000)]
    [InlineData(22, 5100)]
    [InlineData(200, 12500)]
    public async Task An_installation_of_many_repositories_may_ask_more(int repositories, int limit)
    {
        await using var site = await Site.StartAsync();
        using var key = new AppKey(site.World);
        for (var i = 1; i < repositories; i++)
            site.World.AddRepository($"acme/r{i}");
        var installation = key.App.Install(site.Shop.Owner, new Dictionary<string, string>());
        using var app = new Asking(site.Server, key.Jwt(site.Clock.GetUtcNow()));
        var token = (await app.PostAsync($"/app/installations/{installation.Id}/access_tokens", new { })).Json.GetProperty("token").GetString();
        using var asking = new Asking(site.Server, token);
        (await asking.GetAsync("/installation/repositories")).Headers["X-RateLimit-Limit"].ShouldBe($"{limit}");
    }

    [Fact]
    public async Task Answers_are_dated_by_the_clock_of_the_server()
    {
        await using var site = await Site.StartAsync();
        site.Pass(90);
        (await site.Ask.GetAsync("/repos/acme/shop")).Headers["Date"].ShouldBe("Fri, 02 Jan 2026 03:05:35 GMT");
    }
}
