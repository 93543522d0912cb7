using System.Net;

namespace AgentFleet.Hub.Tests;

public sealed class ConditionalTests
{
    private const string Url = "/repos/acme/shop/issues?state=all";

    [Fact]
    public async Task What_is_known_already_is_304_and_costs_nothing()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Issues.Open("One");
        var first = await site.Ask.GetAsync(Url);
        first.ETag!.ShouldStartWith("W/\"");

        var again = await site.Ask.GetAsync(Url, first.ETag);
        (again.Status, again.Text, again.ETag).ShouldBe((HttpStatusCode.NotModified, "", first.ETag));
        again.Remaining.ShouldBe(first.Remaining);
        site.Server.Requests.Select(r => r.CostQuota).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Every_change_that_an_answer_shows_makes_it_new()
    {
        await using var site = await Site.StartAsync();
        var issue = site.Shop.Issues.Open("One", by: site.World.User("ben"));
        Action[] changes =
        [
            () => issue.Label("p0", site.Ann), () => issue.EditBody("New"), () => issue.Comment("Hm", site.Ann),
            () => issue.Rename("Two", site.Ann), () => issue.Close(site.Ann), () => site.World.User("ben").Delete(),
            () => site.Shop.Rename("store"),
        ];
        var known = (await site.Ask.GetAsync(Url)).ETag;
        foreach (var change in changes)
        {
            change();
            var url = $"/repositories/{site.Shop.Id}/issues?state=all";
            var next = await site.Ask.GetAsync(url, known);
            next.Status.ShouldBe(HttpStatusCode.OK);
            known = next.ETag;
        }
    }

    [Fact]
    public async Task Another_token_and_another_question_know_nothing_of_it()
    {
        await using var site = await Site.StartAsync();
        var known = (await site.Ask.GetAsync(Url)).ETag;
        (await site.Ask.GetAsync(Url + "&per_page=50", known)).Status.ShouldBe(HttpStatusCode.OK);
        using var other = new Asking(site.Server, site.World.AddToken(site.Ann).For(site.Shop).With(("issues", "read")).Value);
        (await other.GetAsync(Url, known)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_is_free_for_those_who_show_no_token()
    {
        await using var site = await Site.StartAsync();
        using var nobody = new Asking(site.Server);
        var first = await nobody.GetAsync(Url);
        var again = await nobody.GetAsync(Url, first.ETag);
        (again.Status, again.Remaining).ShouldBe((HttpStatusCode.NotModified, 58));
    }
}
