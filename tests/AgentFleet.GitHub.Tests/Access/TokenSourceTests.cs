using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Access;

public sealed class TokenSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _good = "first";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_token_none_is_sent()
    {
        await using var world = await World.StartAsync(Checked, new GitHubAccess.Anonymous());
        await world.AskAsync();
        world.Server.Requests.ShouldHaveSingleItem().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task The_configurations_token_that_is_refused_is_not_shown_twice()
    {
        await using var world = await World.StartAsync(Checked);
        (await world.AskAsync()).Trouble.ShouldBe("401: Bad credentials");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_file_is_read_again_when_its_token_is_refused()
    {
        var path = _folder.Write("token", " first\n");
        await using var world = await World.StartAsync(Checked, new GitHubAccess.TokenFile(path));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();

        _good = "second";
        _folder.Write("token", "second");

        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        world.Server.Requests.Select(request => request.Authorization).ShouldBe(["Bearer first", "Bearer first", "Bearer second"]);
    }

    [Fact]
    public async Task A_token_file_that_went_away_is_told_with_its_name()
    {
        await using var world = await World.StartAsync(Checked, new GitHubAccess.TokenFile(_folder.File("nowhere")));
        (await world.AskAsync()).Trouble.ShouldBe($"the token file {_folder.File("nowhere")} is missing");
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gh_is_asked_once_and_again_when_its_token_is_refused()
    {
        var asked = 0;
        await using var world = await World.StartAsync(Checked, new GitHubAccess.Gh(), askGh: _ => Task.FromResult<string?>(Interlocked.Increment(ref asked) == 1 ? "first\n" : "second\n"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop)));
        answers.ShouldAllBe(answer => answer is Answer<GitHubRepository>.Seen);
        asked.ShouldBe(1);

        _good = "second";
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no oauth token")]
    public async Task Gh_that_is_not_signed_in_is_told_with_what_to_do_and_not_asked_for_each_question(string? said)
    {
        var asked = 0;
        await using var world = await World.StartAsync(Checked, new GitHubAccess.Gh(), askGh: _ =>
        {
            asked++;
            return Task.FromResult(said);
        });
        for (var question = 0; question < 5; question++)
            (await world.AskAsync()).Trouble.ShouldBe("the gh CLI has no token: sign in with \"gh auth login\", or name another token in agentfleet.yaml");
        asked.ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        await world.AskAsync();
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Gh_that_hangs_is_not_waited_for_forever()
    {
        await using var world = await World.StartAsync(Checked, new GitHubAccess.Gh(), askGh: async ct =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return null;
        });
        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop);
        await Eventually.BecomesTrueAsync(() => world.Clock.UntilNextTimer is not null);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await world.RunAsync(asking)).Trouble.ShouldBe("the gh CLI gave no token in 30 s");
    }

    private Task Checked(HttpContext context) => context.Request.Headers.Authorization.ToString() == $"Bearer {_good}" || context.Request.Headers.Authorization.Count == 0
        ? context.Json("""{"id":7,"full_name":"acme/shop"}""") : context.Json("""{"message":"Bad credentials"}""", 401);
}
