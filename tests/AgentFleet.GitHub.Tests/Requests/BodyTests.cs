using System.IO.Compression;
using System.Text;
using AgentFleet.GitHub.Tests.Server;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Requests;

public sealed class BodyTests
{
    [Theory]
    [InlineData("", "its JSON is not what it should be at $")]
    [InlineData("null", "it answered null")]
    [InlineData("[]", "its JSON is not what it should be at $")]
    [InlineData("{}", "its JSON is not what it should be at $")]
    [InlineData("""{"id":7}""", "its JSON is not what it should be at $")]
    [InlineData("""{"id":"seven","full_name":"a/b"}""", "its JSON is not what it should be at $.id")]
    [InlineData("""{"id":7,"full_name":"a/b","pushed_at":"yesterday"}""", "its JSON is not what it should be at $.pushed_at")]
    [InlineData("""{"id":7,"full_name":"a/b","owner":{"login":"x"}}""", "its JSON is not what it should be at $.owner")]
    [InlineData("""{"id":7,"full_name":"\ud800"}""", "its JSON is not what it should be at $.full_name")]
    [InlineData("""{"id":7,"full_name":"a/b","desc""", "its JSON is not what it should be at $")]
    [InlineData("""{"id":7,"full_name":"a/b"} and more""", "its JSON is not what it should be at $")]
    public async Task Broken_json_is_told_in_one_line_and_may_be_better_next_time(string body, string reason)
    {
        await using var world = await World.StartAsync(context => context.Json(body));
        var failed = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Failed>();
        (failed.Reason, failed.MayTryAgain).ShouldBe((reason, true));
    }

    [Fact]
    public async Task Json_as_deep_as_an_abyss_is_not_climbed_into()
    {
        await using var world = await World.StartAsync(context => context.Json("{\"x\":" + new string('[', 100_000)));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Failed>();
    }

    [Fact]
    public async Task Fields_that_are_new_or_missing_do_no_harm()
    {
        await using var world = await World.StartAsync(context => context.Json(
            """{"new":{"a":[1,{}]},"id":7,"full_name":"acme/shop","owner":null,"permissions":null,"visibility":"galactic"}"""));
        var seen = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>().Value;
        (seen.Owner, seen.DefaultBranch, seen.Permissions).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("text/html", "it answered text/html instead of JSON")]
    [InlineData("text/plain; charset=utf-8", "it answered text/plain instead of JSON")]
    [InlineData(null, "it answered something of no known type instead of JSON")]
    public async Task What_does_not_call_itself_json_is_not_read_as_json(string? type, string reason)
    {
        await using var world = await World.StartAsync(async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync("""{"id":7,"full_name":"acme/shop"}""");
        });
        (await world.AskAsync()).Trouble.ShouldBe(reason);
    }

    [Fact]
    public async Task A_body_that_is_cut_short_is_asked_for_twice_more()
    {
        await using var world = await World.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"id":7,""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        var failed = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Failed>();
        failed.MayTryAgain.ShouldBeTrue();
        world.Server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_without_end_is_not_read_to_its_end(bool said)
    {
        var sent = 0L;
        await using var world = await World.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            if (said)
                context.Response.ContentLength = 1L << 40;
            var spaces = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
            while (!context.RequestAborted.IsCancellationRequested && sent < 64 * 1024 * 1024)
            {
                await context.Response.Body.WriteAsync(spaces);
                sent += spaces.Length;
            }
        });
        (await world.AskAsync()).ToString().ShouldStartWith("Failed { Reason = its answer is longer than 32 MiB, MayTryAgain = False");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_huge_one_is_not_unpacked_whole()
    {
        await using var world = await World.StartAsync(context => Packed(context, new string(' ', 64 * 1024 * 1024)));
        (await world.AskAsync()).Trouble.ShouldBe("its answer is longer than 32 MiB");
    }

    [Fact]
    public async Task A_packed_body_is_unpacked()
    {
        await using var world = await World.StartAsync(context => Packed(context, """{"id":7,"full_name":"acme/shop"}"""));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
    }

    [Fact]
    public async Task A_garbled_body_is_no_exception()
    {
        await using var world = await World.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.WriteAsync("this is not packed");
        });
        (await world.AskAsync()).Trouble.ShouldBe("its answer is garbled");
    }

    private static async Task Packed(HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await zip.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
