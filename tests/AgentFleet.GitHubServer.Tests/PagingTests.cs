namespace AgentFleet.Hub.Tests;

public sealed class PagingTests
{
    [Fact]
    public async Task The_links_lead_through_all_pages_by_the_id_of_the_repository()
    {
        await using var site = await Site.StartAsync();
        for (var i = 0; i < 5; i++)
            site.Shop.Issues.Open($"Issue {i}");

        var first = await site.Ask.GetAsync("/repos/acme/shop/issues?per_page=2&direction=asc");
        first.Link("next").ShouldBe($"{site.Api}/repositories/{site.Shop.Id}/issues?per_page=2&direction=asc&page=2");
        first.Link("last")!.ShouldEndWith("page=3");
        (first.Link("prev"), first.Link("first")).ShouldBe((null, null));
        first.Numbers.ShouldBe([1, 2]);

        var second = await site.Ask.GetAsync(first.Link("next")!);
        second.Numbers.ShouldBe([3, 4]);
        second.Link("prev")!.ShouldEndWith("page=1");

        var third = await site.Ask.GetAsync(second.Link("next")!);
        third.Numbers.ShouldBe([5]);
        (third.Link("next"), third.Link("last")).ShouldBe((null, null));
        third.Link("first")!.ShouldEndWith("page=1");
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("?per_page=1000", 100)]
    [InlineData("?per_page=0", 30)]
    [InlineData("?per_page=100&page=2", 20)]
    [InlineData("?page=9", 0)]
    public async Task A_page_has_thirty_items_unless_asked_for_more_and_never_more_than_a_hundred(string query, int items)
    {
        await using var site = await Site.StartAsync();
        for (var i = 0; i < 120; i++)
            site.Shop.Issues.Open("Issue");
        (await site.Ask.GetAsync("/repos/acme/shop/issues" + query)).Numbers.Count.ShouldBe(items);
    }

    [Fact]
    public async Task What_is_closed_between_two_pages_shifts_an_item_past_the_reader()
    {
        await using var site = await Site.StartAsync();
        for (var i = 0; i < 4; i++)
            site.Shop.Issues.Open("Issue");
        site.Server.Before("/repos/acme/shop/issues", page: 2, () => site.Shop.Issues[1].Close(site.Ann));

        var first = await site.Ask.GetAsync("/repos/acme/shop/issues?per_page=2&direction=asc");
        var second = await site.Ask.GetAsync(first.Link("next")!);
        first.Numbers.Concat(second.Numbers).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task Alerts_of_dependencies_are_paged_by_cursor_and_not_by_number()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("vulnerability_alerts", "read"));
        for (var i = 0; i < 3; i++)
            site.Shop.Security.AlertOfDependency($"Package{i}", "Bad");

        var first = await site.Ask.GetAsync("/repos/acme/shop/dependabot/alerts?per_page=2");
        first.Numbers.ShouldBe([3, 2]);
        var second = await site.Ask.GetAsync(first.Link("next")!);
        second.Numbers.ShouldBe([1]);
        second.Link("next").ShouldBeNull();
        ((int)(await site.Ask.GetAsync("/repos/acme/shop/dependabot/alerts?page=2")).Status).ShouldBe(400);
    }
}
