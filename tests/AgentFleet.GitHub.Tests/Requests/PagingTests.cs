using AgentFleet.GitHub.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Requests;

public sealed class PagingTests
{
    [Fact]
    public async Task Pages_are_followed_to_the_last_one()
    {
        await using var world = await World.StartAsync(context => Labels(context, last: 3));

        var listing = (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value;

        listing.Items.Select(label => label.Name).ShouldBe(["label 1", "label 2", "label 3"]);
        listing.IsComplete.ShouldBeTrue();
        world.Server.Targets.ShouldBe(["/repos/acme/shop/labels?per_page=100", "/repos/acme/shop/labels?per_page=100&page=2", "/repos/acme/shop/labels?per_page=100&page=3"]);
    }

    [Theory]
    [InlineData("500", "500: sorry")]
    [InlineData("404", "it is not there, or the token may not see it")]
    [InlineData("403", "403: sorry")]
    [InlineData("429", "GitHub asks for a pause until 2026-01-02 03:0")]
    [InlineData("html", "it answered text/html instead of JSON")]
    [InlineData("broken", "its JSON is not what it should be at $")]
    [InlineData("hole", "items are missing from its list")]
    [InlineData("304", "it says that nothing has changed")]
    [InlineData("abort", "")]
    public async Task Whatever_keeps_a_later_page_from_us_the_listing_is_not_complete(string fault, string why)
    {
        await using var world = await World.StartAsync(context => context.Page() == 3 ? Fault(context, fault) : Labels(context, last: 5, etag: true));

        var seen = (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>();

        seen.Value.Items.Count.ShouldBe(2);
        seen.Value.Incomplete.ShouldNotBeNull().ShouldStartWith(why);
        seen.ETags.ShouldBeEmpty("what was not whole must not be remembered");
    }

    [Theory]
    [InlineData("500")]
    [InlineData("404")]
    [InlineData("403")]
    [InlineData("429")]
    [InlineData("html")]
    [InlineData("broken")]
    [InlineData("hole")]
    [InlineData("304")]
    [InlineData("abort")]
    public async Task Whatever_keeps_the_first_page_from_us_there_is_no_listing(string fault)
    {
        await using var world = await World.StartAsync(context => Fault(context, fault));
        var answer = await world.ListAsync();
        answer.ShouldNotBeOfType<Answer<Listing<IssueLabel>>.Seen>();
        answer.Trouble.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/repos/acme/shop/labels?page=2")]
    [InlineData("https://evil.invalid/labels?page=2")]
    [InlineData("//evil.invalid/labels?page=2")]
    [InlineData("file:///etc/passwd")]
    public async Task A_next_page_at_another_host_is_not_asked_for(string next)
    {
        await using var world = await World.StartAsync(context => context.Json("[]", 200, ("Link", $"<{next}>; rel=\"next\"")));
        (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value.Incomplete.ShouldBe("its next page is at another host");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_that_go_round_in_a_circle_end()
    {
        await using var world = await World.StartAsync(context => context.Json("[]", 200, context.Next(context.Page() % 3 + 1)));
        (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value.Incomplete.ShouldBe("its pages go round in a circle");
    }

    [Fact]
    public async Task A_listing_of_more_than_a_hundred_pages_is_given_up()
    {
        await using var world = await World.StartAsync(context => Labels(context, last: 1000));
        var listing = (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value;
        (listing.Items.Count, listing.Incomplete).ShouldBe((100, "it has more than 100 pages"));
        world.Server.Requests.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Behind_a_full_last_page_there_is_one_more_look()
    {
        await using var world = await World.StartAsync(context => context.Json(context.Page() == 1 ? Full() : "[]"));
        var listing = (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value;
        (listing.Items.Count, listing.IsComplete).ShouldBe((100, true));
        world.Server.Targets.ShouldBe(["/repos/acme/shop/labels?per_page=100", "/repos/acme/shop/labels?per_page=100&page=2"]);
    }

    [Fact]
    public async Task Where_pages_have_no_numbers_a_full_last_page_is_the_last_and_not_remembered()
    {
        var alerts = "[" + string.Join(',', Enumerable.Range(1, 100).Select(n => $$"""{"number":{{n}}}""")) + "]";
        await using var world = await World.StartAsync(context => context.Tagged("\"a\"", alerts));
        var seen = (await world.RunAsync(new AlertQuestions(world.Client).DependabotAsync(World.Shop, World.Asking(), World.Stop)))
            .ShouldBeOfType<Answer<Listing<DependabotAlert>>.Seen>();
        (seen.Value.Items.Count, seen.Value.IsComplete, seen.ETags.Count).ShouldBe((100, true, 0));
        world.Server.Requests.Count.ShouldBe(1);
    }

    internal static string Full() => "[" + string.Join(',', Enumerable.Range(1, 100).Select(n => $$"""{"id":{{n}},"name":"label {{n}}"}""")) + "]";

    private static Task Labels(HttpContext context, int last, bool etag = false)
    {
        var page = context.Page();
        (string, string)[] headers = page < last ? [context.Next(page + 1)] : [];
        return context.Json($$"""[{"id":{{page}},"name":"label {{page}}"}]""", 200, etag ? [.. headers, ("ETag", $"\"{page}\"")] : headers);
    }

    private static Task Fault(HttpContext context, string fault)
    {
        switch (fault)
        {
            case "429":
                return context.Status(429, ("Retry-After", "60"));
            case "304":
                return context.Status(304);
            case "broken":
                return context.Json("[{\"id\":3,\"na");
            case "hole":
                return context.Json("[{\"id\":3},null]");
            case "abort":
                context.Abort();
                return Task.CompletedTask;
            case "html":
                context.Response.ContentType = "text/html";
                return context.Response.WriteAsync("<h1>Unicorn!</h1>");
            default:
                return context.Json("""{"message":"sorry"}""", int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
