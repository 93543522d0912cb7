using System.Net;
using System.Text.Json;
using AgentFleet.Hub.Faults;

namespace AgentFleet.Hub.Tests;

public sealed class FaultTests
{
    private const string Url = "/repos/acme/shop/issues";

    [Theory]
    [InlineData(GitHubFault.InternalError, 500, "application/json; charset=utf-8")]
    [InlineData(GitHubFault.BadGateway, 502, "text/html")]
    [InlineData(GitHubFault.Unauthorized, 401, "application/json; charset=utf-8")]
    [InlineData(GitHubFault.Forbidden, 403, "application/json; charset=utf-8")]
    [InlineData(GitHubFault.NotFound, 404, "application/json; charset=utf-8")]
    [InlineData(GitHubFault.SecondaryLimit, 403, "application/json; charset=utf-8")]
    [InlineData(GitHubFault.TooManyRequests, 429, "application/json; charset=utf-8")]
    [InlineData(GitHubFault.SomebodyElse, 200, "text/html")]
    [InlineData(GitHubFault.WrongContentType, 200, "text/html; charset=utf-8")]
    public async Task It_fails_as_told(GitHubFault fault, int status, string type)
    {
        await using var site = await Site.StartAsync();
        site.Server.Fail(fault, times: 1);
        var failed = await site.Ask.GetAsync(Url);
        ((int)failed.Status, failed.Headers["Content-Type"]).ShouldBe((status, type));
        failed.Headers.ContainsKey("Retry-After").ShouldBe(fault is GitHubFault.SecondaryLimit or GitHubFault.TooManyRequests);
        (await site.Ask.GetAsync(Url)).Headers["Content-Type"].ShouldStartWith("application/json");
    }

    [Fact]
    public async Task A_cut_answer_is_either_no_HTTP_or_no_JSON()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Issues.Open("One");
        site.Server.Fail(GitHubFault.TruncatedBody, times: 1);
        await Should.ThrowAsync<HttpRequestException>(() => site.Ask.GetAsync(Url));
        site.Server.Fail(GitHubFault.CutJson, times: 1);
        var cut = await site.Ask.GetAsync(Url);
        cut.Status.ShouldBe(HttpStatusCode.OK);
        Should.Throw<JsonException>(() => cut.Json);
        site.Server.Fail(GitHubFault.Drop, times: 1);
        await Should.ThrowAsync<HttpRequestException>(() => site.Ask.GetAsync(Url));
        site.Server.Requests.Select(r => r.Status).ShouldBe([200, 200, 0]);
    }

    [Fact]
    public async Task Fields_are_taken_away_added_and_emptied()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Issues.Open("One", by: site.Ann);
        site.Server.Fail(GitHubFault.MissingFields, times: 1);
        (await site.Ask.GetAsync(Url)).Json[0].TryGetProperty("user", out _).ShouldBeFalse();
        site.Server.Fail(GitHubFault.UnknownFields, times: 1);
        (await site.Ask.GetAsync(Url)).Json[0].TryGetProperty("x_new_field", out _).ShouldBeTrue();
        site.Server.Fail(GitHubFault.NullUsers, times: 1);
        (await site.Ask.GetAsync(Url)).Json[0].GetProperty("user").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_fault_meets_the_page_the_operation_and_the_turn_that_it_was_ordered_for()
    {
        await using var site = await Site.StartAsync();
        site.World.AddRepository("acme/other");
        site.Server.Fail(new FaultOrder(GitHubFault.InternalError) { On = Url, Page = 2, After = 1, Times = 1 });
        site.Server.Fail(GitHubFault.NotFound, on: "/repos/{owner}/{repo}/labels");
        site.Server.Fail(GitHubFault.BadGateway, on: "/repos/acme/other*");
        async Task<int> StatusAsync(string url) => (int)(await site.Ask.GetAsync(url)).Status;

        (await StatusAsync(Url)).ShouldBe(200);
        (await StatusAsync(Url + "?page=2")).ShouldBe(200);
        (await StatusAsync($"/repositories/{site.Shop.Id}/issues?page=2")).ShouldBe(500);
        (await StatusAsync(Url + "?page=2")).ShouldBe(200);
        (await StatusAsync("/repos/acme/shop/labels")).ShouldBe(404);
        (await StatusAsync("/repos/acme/other/issues")).ShouldBe(502);
        site.Server.Heal();
        (await StatusAsync("/repos/acme/shop/labels")).ShouldBe(200);
    }

    [Fact]
    public async Task A_slow_answer_comes_by_the_clock_of_the_server()
    {
        await using var site = await Site.StartAsync();
        site.Server.Fail(GitHubFault.Slow, times: 1);
        var slow = site.Ask.GetAsync(Url);
        await Testing.Eventually.BecomesTrueAsync(() => site.Server.Requests.Count == 1);
        slow.IsCompleted.ShouldBeFalse();
        await Testing.Eventually.BecomesTrueAsync(() =>
        {
            site.Pass(60);
            return slow.IsCompleted;
        });
        (await slow).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_never_answers_lets_itself_be_stopped()
    {
        var site = await Site.StartAsync();
        site.Server.Fail(GitHubFault.Hang);
        var hanging = site.Ask.GetAsync(Url);
        await Testing.Eventually.BecomesTrueAsync(() => site.Server.Requests.Count == 1);
        await site.Server.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(() => hanging);
        site.Ask.Dispose();
    }
}
