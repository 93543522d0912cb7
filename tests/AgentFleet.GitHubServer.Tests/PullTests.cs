using System.Net;
using System.Text.Json;
using AgentFleet.Hub.State;

namespace AgentFleet.Hub.Tests;

public sealed class PullTests
{
    [Fact]
    public async Task Whether_it_can_be_merged_is_known_only_after_it_was_asked_for()
    {
        await using var site = await Site.StartAsync();
        var pull = site.Shop.Pulls.Open("Mend", "mend");
        (await MergeableAsync(site)).ShouldBe((JsonValueKind.Null, "unknown"));
        (await MergeableAsync(site)).ShouldBe((JsonValueKind.True, "clean"));
        pull.SetConflicts(true);
        (await MergeableAsync(site)).ShouldBe((JsonValueKind.Null, "unknown"));
        (await MergeableAsync(site)).ShouldBe((JsonValueKind.False, "dirty"));
        pull.SetConflicts(false);
        pull.SetDraft(true);
        await MergeableAsync(site);
        (await MergeableAsync(site)).ShouldBe((JsonValueKind.True, "draft"));
    }

    [Fact]
    public async Task A_push_changes_the_head_and_leaves_the_checks_of_the_old_one()
    {
        await using var site = await Site.StartAsync();
        site.Token.With(("checks", "read"), ("statuses", "read"));
        var pull = site.Shop.Pulls.Open("Mend", "mend");
        var old = pull.HeadSha;
        site.Shop.Commits.Check(old, "build", "success");
        site.Shop.Commits.Check(old, "build", "failure");
        pull.Push();
        var answer = (await site.Ask.GetAsync("/repos/acme/shop/pulls")).Json[0].GetProperty("head").GetProperty("sha").GetString();
        answer.ShouldBe(pull.HeadSha);
        answer.ShouldNotBe(old);

        var checks = (await site.Ask.GetAsync($"/repos/acme/shop/commits/{old}/check-runs")).Json;
        checks.GetProperty("check_runs").EnumerateArray().ShouldHaveSingleItem().GetProperty("conclusion").GetString().ShouldBe("failure");
        (await site.Ask.GetAsync($"/repos/acme/shop/commits/{old}/check-runs?filter=all")).Json.GetProperty("total_count").GetInt32().ShouldBe(2);
        (await site.Ask.GetAsync("/repos/acme/shop/commits/mend/check-runs")).Json.GetProperty("total_count").GetInt32().ShouldBe(0);
        (await site.Ask.GetAsync("/repos/acme/shop/commits/mend/status")).Json.GetProperty("state").GetString().ShouldBe("pending");
        (await site.Ask.GetAsync("/repos/acme/shop/commits/123/status")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Reviews_are_listed_with_the_commit_that_they_saw_and_pending_ones_only_to_their_author()
    {
        await using var site = await Site.StartAsync();
        var pull = site.Shop.Pulls.Open("Mend", "mend");
        var ben = site.World.User("ben");
        pull.Dismiss(pull.Review(ben, HubReviewState.ChangesRequested, "Not so"));
        pull.Review(ben, HubReviewState.Pending);
        pull.Push();
        pull.Review(ben, HubReviewState.Approved);
        var reviews = (await site.Ask.GetAsync($"/repos/acme/shop/pulls/{pull.Number}/reviews")).Json.EnumerateArray().ToList();
        reviews.Select(r => r.GetProperty("state").GetString()).ShouldBe(["DISMISSED", "APPROVED"]);
        reviews[1].GetProperty("commit_id").GetString().ShouldBe(pull.HeadSha);
    }

    [Theory]
    [InlineData("", new[] { 3, 1 })]
    [InlineData("?state=closed", new[] { 2 })]
    [InlineData("?head=acme:mend", new[] { 1 })]
    [InlineData("?head=mend", new[] { 3, 1 })]
    [InlineData("?base=release", new[] { 3 })]
    [InlineData("?state=all&sort=updated&direction=asc", new[] { 1, 3, 2 })]
    public async Task Pull_requests_are_filtered(string query, int[] numbers)
    {
        await using var site = await Site.StartAsync();
        site.Shop.Pulls.Open("One", "mend");
        var second = site.Shop.Pulls.Open("Two", "other");
        site.Shop.Pulls.Open("Three", "third", into: "release");
        site.Pass(5);
        second.Merge(site.Ann);
        (await site.Ask.GetAsync("/repos/acme/shop/pulls" + query)).Numbers.ShouldBe(numbers);
    }

    private static async Task<(JsonValueKind, string?)> MergeableAsync(Site site)
    {
        var answer = (await site.Ask.GetAsync("/repos/acme/shop/pulls/1")).Json;
        return (answer.GetProperty("mergeable").ValueKind, answer.GetProperty("mergeable_state").GetString());
    }
}
