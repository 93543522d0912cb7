using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Requests;

public sealed class TransientTests
{
    private const string Repository = """{"id":7,"full_name":"acme/shop"}""";

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_fault_that_passes_is_not_noticed(int status)
    {
        var left = 2;
        await using var world = await World.StartAsync(context => left-- > 0 ? context.Status(status) : context.Json(Repository));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        world.Server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(501, 1)]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    public async Task Only_a_fault_that_may_pass_is_tried_again_and_only_twice(int status, int requests)
    {
        await using var world = await World.StartAsync(context => context.Status(status));
        (await world.AskAsync()).ShouldNotBeOfType<Answer<GitHubRepository>.Seen>();
        world.Server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_server_that_says_when_to_come_back_is_not_asked_at_once()
    {
        await using var world = await World.StartAsync(context => context.Status(503, ("Retry-After", "120")));
        (await world.AskAsync()).Trouble.ShouldBe("503 ServiceUnavailable");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_told_as_it_is()
    {
        using var reserved = new ReservedPort();
        var port = reserved.Port;
        await using var world = await World.StartAsync(context => context.Json(Repository), port: port);
        await world.Server.DisposeAsync();
        var failed = (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Failed>();
        (failed.Reason, failed.MayTryAgain).ShouldBe(($"Connection refused (127.0.0.1:{port})", true));
    }

    [Fact]
    public async Task A_change_is_never_sent_twice()
    {
        await using var world = await World.StartAsync(context => context.Status(502));
        (await world.RunAsync(new SetupRequests(world.Client).CreateLabelAsync(World.Shop, "a", "ededed", "b", World.Asking(), World.Stop)))
            .ShouldBeOfType<Answer<IssueLabel>.Failed>();
        world.Server.Requests.ShouldHaveSingleItem().Method.ShouldBe("POST");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_never_finishes_is_given_thirty_seconds(bool begun)
    {
        await using var world = await World.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            if (begun)
                await context.Response.WriteAsync("{");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop);
        await Eventually.BecomesTrueAsync(() => world.Server.Requests.Count == 1);

        world.Clock.Advance(TimeSpan.FromSeconds(29.9));
        asking.IsCompleted.ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await world.RunAsync(asking)).Trouble.ShouldBe("no whole answer from 127.0.0.1 in 30 s");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Being_stopped_is_no_answer()
    {
        await using var world = await World.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        using var stop = new CancellationTokenSource();
        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), stop.Token);
        await Eventually.BecomesTrueAsync(() => world.Server.Requests.Count == 1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Fact]
    public async Task Those_who_were_stopped_leave_their_places_to_others()
    {
        var hang = true;
        await using var world = await World.StartAsync(context =>
            hang ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted) : context.Json(Repository));
        using var stop = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 6).Select(_ => new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), stop.Token)).ToList();
        await Eventually.BecomesTrueAsync(() => world.Server.Requests.Count == 4);
        await stop.CancelAsync();
        foreach (var one in asking)
            await Should.ThrowAsync<OperationCanceledException>(one);

        hang = false;
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
    }
}
