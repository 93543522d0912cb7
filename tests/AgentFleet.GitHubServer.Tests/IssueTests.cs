using System.Net;
using System.Text.Json;

namespace AgentFleet.Hub.Tests;

public sealed class IssueTests
{
    [Fact]
    public async Task Labels_are_in_the_timeline_with_who_set_them_and_when()
    {
        await using var site = await Site.StartAsync();
        var issue = site.Shop.Issues.Open("One");
        site.Pass(5);
        issue.Label("agentfleet:fix", site.World.User("stranger"));
        site.Pass(5);
        issue.Unlabel("agentfleet:fix", site.Ann).Label("agentfleet:fix", site.Ann);

        var events = (await site.Ask.GetAsync("/repos/acme/shop/issues/1/timeline")).Json.EnumerateArray().ToList();
        events.Select(e => e.GetProperty("event").GetString()).ShouldBe(["labeled", "unlabeled", "labeled"]);
        events[0].GetProperty("actor").GetProperty("id").GetInt64().ShouldBe(site.World.User("stranger").Id);
        events[2].GetProperty("created_at").GetString().ShouldBe("2026-01-02T03:04:15Z");
        events[2].GetProperty("label").GetProperty("name").GetString().ShouldBe("agentfleet:fix");
    }

    [Fact]
    public async Task A_new_title_leaves_an_event_and_a_new_body_only_a_new_time()
    {
        await using var site = await Site.StartAsync();
        var issue = site.Shop.Issues.Open("One", "Body");
        issue.Rename("Two", site.Ann);
        site.Pass(60);
        issue.EditBody("Other");

        foreach (var list in new[] { "timeline", "events" })
        {
            var only = (await site.Ask.GetAsync($"/repos/acme/shop/issues/1/{list}")).Json.EnumerateArray().ShouldHaveSingleItem();
            only.GetProperty("rename").GetProperty("from").GetString().ShouldBe("One");
        }
        var answer = await site.Ask.GetAsync("/repos/acme/shop/issues/1");
        answer.Json.GetProperty("updated_at").GetString().ShouldBe("2026-01-02T03:05:05Z");
        answer.Text.ShouldNotContain("edited");
        issue.LastEditedAt.ShouldBe(site.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Comments_and_mentions_are_in_the_timeline_and_not_in_the_events()
    {
        await using var site = await Site.StartAsync();
        var issue = site.Shop.Issues.Open("One");
        issue.Comment("Hello", site.Ann);
        issue.MentionIn(site.Shop.Issues.Open("Two"));
        (await site.Ask.GetAsync("/repos/acme/shop/issues/1/timeline")).Json.GetArrayLength().ShouldBe(2);
        (await site.Ask.GetAsync("/repos/acme/shop/issues/1/events")).Json.GetArrayLength().ShouldBe(0);
        (await site.Ask.GetAsync("/repos/acme/shop/issues/1/comments")).Json.GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("", new[] { 4, 3, 1 })]
    [InlineData("?state=all&direction=asc", new[] { 1, 2, 3, 4 })]
    [InlineData("?state=closed", new[] { 2 })]
    [InlineData("?labels=bug", new[] { 3, 1 })]
    [InlineData("?labels=BUG,p0", new[] { 3 })]
    [InlineData("?state=all&sort=updated&direction=asc", new[] { 2, 3, 4, 1 })]
    [InlineData("?state=all&sort=updated&direction=asc&since=2026-01-02T03:04:25Z", new[] { 3, 4, 1 })]
    [InlineData("?creator=ben", new[] { 3 })]
    public async Task A_list_is_filtered_and_sorted_and_has_the_pull_requests_too(string query, int[] numbers)
    {
        await using var site = await Site.StartAsync();
        var first = site.Shop.Issues.Open("One", labels: "bug");
        site.Pass(10);
        site.Shop.Issues.Open("Two").Close(site.Ann);
        site.Pass(10);
        site.Shop.Issues.Open("Three", by: site.World.User("ben"), labels: ["bug", "p0"]);
        site.Pass(10);
        site.Shop.Pulls.Open("Four", "mend");
        site.Pass(10);
        first.Comment("Still so", site.Ann);
        (await site.Ask.GetAsync("/repos/acme/shop/issues" + query)).Numbers.ShouldBe(numbers);
    }

    [Fact]
    public async Task A_deleted_issue_is_gone_and_one_that_never_was_is_not_found()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Issues.Open("One").Delete();
        (await site.Ask.GetAsync("/repos/acme/shop/issues/1")).Status.ShouldBe(HttpStatusCode.Gone);
        (await site.Ask.GetAsync("/repos/acme/shop/issues/2")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Ask.GetAsync("/repos/acme/shop/issues?state=all")).Numbers.ShouldBeEmpty();
        site.Shop.DisableIssues();
        (await site.Ask.GetAsync("/repos/acme/shop/issues")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task An_issue_that_became_a_discussion_is_closed_and_locked_or_gone()
    {
        await using var site = await Site.StartAsync();
        site.Shop.Issues.Open("One").ConvertToDiscussion(site.Ann);
        site.Shop.Issues.Open("Two").ConvertToDiscussion(site.Ann, gone: true);
        var left = (await site.Ask.GetAsync("/repos/acme/shop/issues/1")).Json;
        (left.GetProperty("state").GetString(), left.GetProperty("locked").GetBoolean()).ShouldBe(("closed", true));
        (await site.Ask.GetAsync("/repos/acme/shop/issues/1/events")).Text.ShouldContain("converted_to_discussion");
        (await site.Ask.GetAsync("/repos/acme/shop/issues/2")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData(false, JsonValueKind.Object)]
    [InlineData(true, JsonValueKind.Null)]
    public async Task A_deleted_account_is_a_ghost_or_nobody(bool leavesNull, JsonValueKind kind)
    {
        await using var site = await Site.StartAsync();
        var ben = site.World.User("ben");
        site.Shop.Issues.Open("One", by: ben).Label("bug", ben);
        ben.Delete(leavesNull);
        var issue = (await site.Ask.GetAsync("/repos/acme/shop/issues/1")).Json.GetProperty("user");
        issue.ValueKind.ShouldBe(kind);
        (await site.Ask.GetAsync("/repos/acme/shop/issues/1/events")).Json[0].GetProperty("actor").ValueKind.ShouldBe(kind);
        if (kind == JsonValueKind.Object)
            issue.GetProperty("login").GetString().ShouldBe("ghost");
    }
}
