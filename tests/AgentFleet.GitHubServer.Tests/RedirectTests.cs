using System.Net;

namespace AgentFleet.Hub.Tests;

public sealed class RedirectTests
{
    [Fact]
    public async Task A_renamed_and_a_transferred_repository_are_found_by_their_id()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Rename("store");
        site.Shop.TransferTo(site.World.User("umbrella"));
        foreach (var old in new[] { "acme/shop", "acme/store" })
        {
            var moved = await site.Ask.GetAsync($"/repos/{old}/issues?state=all");
            (moved.Status, moved.Headers["Location"])
                .ShouldBe((HttpStatusCode.MovedPermanently, $"{site.Api}/repositories/{site.Shop.Id}/issues?state=all"));
            (await site.Ask.GetAsync(moved.Headers["Location"])).Status.ShouldBe(HttpStatusCode.OK);
        }
        (await site.Ask.GetAsync("/repos/umbrella/store")).Json.GetProperty("full_name").GetString().ShouldBe("umbrella/store");
        (await site.Ask.PostAsync("/repos/acme/shop/labels", new { name = "x" })).Status.ShouldBe(HttpStatusCode.TemporaryRedirect);
    }

    [Fact]
    public async Task A_name_that_somebody_else_took_leads_nowhere_else()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Rename("store");
        var other = site.World.AddRepository("acme/shop");
        (await site.Ask.GetAsync("/repos/acme/shop")).Json.GetProperty("id").GetInt64().ShouldBe(other.Id);
    }

    [Fact]
    public async Task A_transferred_issue_is_where_it_went_for_those_who_may_look_there()
    {
        await using var site = await Site.StartAsync();
        var (open, secret) = (site.World.AddRepository("acme/open"), site.World.AddRepository("acme/secret", isPrivate: true));
        site.Shop.Issues.Open("One").TransferTo(open, site.Ann);
        site.Shop.Issues.Open("Two").TransferTo(secret, site.Ann);

        var moved = await site.Ask.GetAsync("/repos/acme/shop/issues/1/timeline");
        (moved.Status, moved.Headers["Location"])
            .ShouldBe((HttpStatusCode.MovedPermanently, $"{site.Api}/repositories/{open.Id}/issues/1/timeline"));
        (await site.Ask.GetAsync(moved.Headers["Location"])).Text.ShouldContain("\"event\":\"transferred\"");
        (await site.Ask.GetAsync("/repos/acme/shop/issues/2")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Ask.GetAsync("/repos/acme/shop/issues?state=all")).Numbers.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_enterprise_server_answers_below_its_path_and_links_there()
    {
        await using var site = await Site.StartAsync(new() { BasePath = "/api/v3" });
        site.Shop.Issues.Open("One");
        site.Shop.Issues.Open("Two");
        var page = await site.Ask.GetAsync("/repos/acme/shop/issues?per_page=1");
        page.Link("next")!.ShouldContain("/api/v3/repositories/");
        (await site.Ask.GetAsync(page.Link("next")!)).Numbers.ShouldBe([1]);
        (await site.Ask.GetAsync(new Uri(site.Server.Url, "/repos/acme/shop").ToString())).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
