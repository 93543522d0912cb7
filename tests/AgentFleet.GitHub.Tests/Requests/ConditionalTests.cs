using AgentFleet.GitHub.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Requests;

/// <summary>What is remembered of one answer makes the next one cost nothing, and never hides a change.</summary>
public sealed class ConditionalTests
{
    private readonly Dictionary<int, int> _versions = new() { [1] = 1, [2] = 1, [3] = 1 };

    [Fact]
    public async Task One_thing_that_has_not_changed_is_unchanged()
    {
        await using var world = await World.StartAsync(context => context.Tagged("W/\"abc\"", """{"id":7,"full_name":"acme/shop"}"""));

        var etags = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>().ETags;
        etags.ShouldBe(new Dictionary<string, string> { [$"{world.Server.Url}repos/acme/shop"] = "W/\"abc\"" });

        (await world.AskAsync(World.Asking(etags))).ShouldBeOfType<Answer<GitHubRepository>.Unchanged>().ETags.ShouldBe(etags);
        world.Server.Requests[^1].IfNoneMatch.ShouldBe("W/\"abc\"");
    }

    [Fact]
    public async Task One_thing_that_has_changed_is_seen_anew()
    {
        await using var world = await World.StartAsync(context => context.Tagged("\"new\"", """{"id":7,"full_name":"acme/shop"}"""));
        var known = new Dictionary<string, string> { [$"{world.Server.Url}repos/acme/shop"] = "\"old\"" };
        (await world.AskAsync(World.Asking(known))).ShouldBeOfType<Answer<GitHubRepository>.Seen>().ETags.Values.ShouldBe(["\"new\""]);
    }

    [Fact]
    public async Task A_listing_of_which_no_page_has_changed_is_unchanged()
    {
        await using var world = await World.StartAsync(Page);
        var etags = await SeenAsync(world);
        etags.Count.ShouldBe(3);

        (await world.ListAsync(World.Asking(etags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Unchanged>().ETags.ShouldBe(etags);

        world.Server.Requests.Count.ShouldBe(6);
        world.Server.Requests.Skip(3).ShouldAllBe(request => request.IfNoneMatch != null);
    }

    [Fact]
    public async Task When_a_later_page_has_changed_the_whole_listing_is_read_anew()
    {
        await using var world = await World.StartAsync(Page);
        var etags = await SeenAsync(world);
        _versions[2] = 2;

        var seen = (await world.ListAsync(World.Asking(etags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>();

        seen.Value.Items.Select(label => label.Name).ShouldBe(["page 1 version 1", "page 2 version 2", "page 3 version 1"]);
        seen.Value.IsComplete.ShouldBeTrue();
        (await world.ListAsync(World.Asking(seen.ETags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Unchanged>();
    }

    [Fact]
    public async Task When_the_first_page_has_changed_it_is_read_once_and_the_others_whole()
    {
        await using var world = await World.StartAsync(Page);
        var etags = await SeenAsync(world);
        _versions[1] = 2;

        (await world.ListAsync(World.Asking(etags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value.Items.Count.ShouldBe(3);

        world.Server.Requests.Skip(3).Select(request => request.IfNoneMatch).ShouldBe(["\"1-1\"", null, null]);
    }

    [Fact]
    public async Task A_full_page_that_has_not_changed_does_not_hide_what_was_added_behind_it()
    {
        var more = "[]";
        await using var world = await World.StartAsync(context => context.Page() == 1 ? context.Tagged("\"full\"", PagingTests.Full()) : context.Tagged($"\"{more.Length}\"", more));
        var etags = await SeenAsync(world);
        (await world.ListAsync(World.Asking(etags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Unchanged>();

        more = """[{"id":101,"name":"label 101"}]""";

        (await world.ListAsync(World.Asking(etags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value.Items.Count.ShouldBe(101);
    }

    [Fact]
    public async Task When_only_some_pages_are_known_all_are_read()
    {
        await using var world = await World.StartAsync(Page);
        var known = (await SeenAsync(world)).Where(tag => !tag.Key.EndsWith("page=3", StringComparison.Ordinal)).ToDictionary();
        (await world.ListAsync(World.Asking(known))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value.Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_page_without_a_tag_leaves_nothing_to_remember()
    {
        await using var world = await World.StartAsync(context => context.Page() == 2 ? context.Json("[]") : Page(context));
        (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().ETags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trouble_at_a_later_page_is_neither_unchanged_nor_a_whole_listing()
    {
        var broken = false;
        await using var world = await World.StartAsync(context => broken && context.Page() == 2 ? context.Status(403) : Page(context));
        var etags = await SeenAsync(world);
        broken = true;
        var seen = (await world.ListAsync(World.Asking(etags))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>();
        (seen.Value.Items.Count, seen.Value.Incomplete, seen.ETags.Count).ShouldBe((1, "403 Forbidden", 0));
    }

    [Theory]
    [InlineData("no quotes")]
    [InlineData("\"sp ace\"")]
    [InlineData("\"")]
    public async Task What_is_no_etag_is_not_remembered(string etag)
    {
        await using var world = await World.StartAsync(context => context.Json("""{"id":7,"full_name":"acme/shop"}""", 200, ("ETag", etag)));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>().ETags.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_remembered_of_another_host_is_not_followed()
    {
        await using var world = await World.StartAsync(Page);
        var known = new Dictionary<string, string>
        {
            [$"{world.Server.Url}repos/acme/shop/labels?per_page=100"] = "\"1-1\" https://evil.invalid/next",
            ["https://evil.invalid/next"] = "\"x\"",
        };
        (await world.ListAsync(World.Asking(known))).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().Value.Items.Count.ShouldBe(3);
    }

    private static async Task<IReadOnlyDictionary<string, string>> SeenAsync(World world) =>
        (await world.ListAsync()).ShouldBeOfType<Answer<Listing<IssueLabel>>.Seen>().ETags;

    private Task Page(HttpContext context)
    {
        var (page, version) = (context.Page(), _versions[context.Page()]);
        (string, string)[] next = page < 3 ? [context.Next(page + 1)] : [];
        return context.Tagged($"\"{page}-{version}\"", $$"""[{"id":{{page}},"name":"page {{page}} version {{version}}"}]""", next);
    }
}
