using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;

namespace AgentFleet.GitHub.Tests.Access;

public sealed class AppTokenTests : IDisposable
{
    private const string TokenPath = "/app/installations/99/access_tokens";

    private readonly AppKeyFile _key = new();

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task An_app_shows_who_it_is_and_asks_with_the_token_that_it_gets_for_that()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;

        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();

        world.Server.Requests.Select(request => (request.Method, request.Target)).ShouldBe([("POST", TokenPath), ("GET", "/repos/acme/shop")]);
        world.Server.Requests[0].Body.ShouldBe("""{"repositories":["shop"]}""");
        world.Server.Requests[1].Authorization.ShouldBe("Bearer ghs_secret1");
        var claims = github.Claims.ShouldHaveSingleItem();
        var now = world.Clock.GetUtcNow().ToUnixTimeSeconds();
        (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()).ShouldBe((now - 60, now + 540));
    }

    [Fact]
    public async Task However_many_ask_at_once_the_token_is_fetched_once()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop)));
        answers.ShouldAllBe(answer => answer is Answer<GitHubRepository>.Seen);
        github.Given.ShouldBe(1);
    }

    [Fact]
    public async Task One_who_gives_up_does_not_take_the_token_from_the_others()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        using var hold = new SemaphoreSlim(0);
        github.InsteadOfToken = async context =>
        {
            await hold.WaitAsync(context.RequestAborted);
            await context.Json("""{"token":"ghs_x","expires_at":"2026-01-02T04:00:00Z"}""", 201);
        };
        using var stop = new CancellationTokenSource();
        var first = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), stop.Token);
        await Eventually.BecomesTrueAsync(() => world.Server.Requests.Count == 1);
        var second = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        github.InsteadOfToken = null;
        hold.Release();
        (await world.RunAsync(second)).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        world.Server.Requests.Where(request => request.Method == "GET").Select(request => request.Authorization)
            .ShouldBe(["Bearer ghs_x", "Bearer ghs_secret1"], "the one that both waited for, and, as the server does not know it, another");
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_runs_out()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        await world.AskAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(54));
        await world.AskAsync();
        github.Given.ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.AskAsync();
        github.Given.ShouldBe(2);
        world.Server.Requests.Where(request => request.Method == "GET").Select(request => request.Authorization)
            .ShouldBe(["Bearer ghs_secret1", "Bearer ghs_secret1", "Bearer ghs_secret2"]);
    }

    [Fact]
    public async Task While_the_old_token_is_good_a_renewal_that_fails_stops_nobody()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        await world.AskAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(56));
        github.InsteadOfToken = context => context.Status(500);
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        var tries = world.Server.Targets.Count(target => target == TokenPath);
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        world.Server.Targets.Count(target => target == TokenPath).ShouldBe(tries, "what failed a moment ago is not tried again at once");
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once_and_the_question_asked_once_more()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        await world.AskAsync();
        github.Withdraw();
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        github.Given.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_and_again_is_no_reason_to_go_on_forever()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        github.InsteadOfToken = context => context.Json("""{"token":"ghs_unknown","expires_at":"2027-01-01T00:00:00Z"}""", 201);
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Denied>();
        world.Server.Requests.Count.ShouldBe(3, "two tokens that are the same, and one question");
    }

    [Theory]
    [InlineData(-7200)]
    [InlineData(-90)]
    [InlineData(90)]
    [InlineData(7200)]
    public async Task A_clock_that_is_wrong_keeps_no_app_out(int secondsAhead)
    {
        var (world, github) = await StartAsync(TimeSpan.FromSeconds(secondsAhead));
        await using var _ = world;
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        github.Given.ShouldBe(1);

        world.Clock.Advance(TimeSpan.FromMinutes(56));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        github.Given.ShouldBe(2, "a token runs out by the clock of who gave it");
    }

    [Fact]
    public async Task One_repository_that_is_not_the_installations_does_not_stop_the_others()
    {
        var gone = RepositoryName.Parse("acme/gone");
        var (world, github) = await StartAsync(repos: [World.Shop, gone]);
        await using var _ = world;
        github.Lost.Add("gone");

        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        (await world.RunAsync(new RepositoryQuestions(world.Client).OneAsync(gone, World.Asking(), World.Stop))).Trouble
            .ShouldBe("no token for the App: 422: There is at least one repository that does not exist or is not accessible to the parent installation.");

        world.Server.Requests.Where(request => request.Target == TokenPath).Select(request => request.Body)
            .ShouldBe(["""{"repositories":["shop","gone"]}""", """{"repositories":["shop"]}""", """{"repositories":["gone"]}"""]);
    }

    [Fact]
    public async Task Without_a_list_the_token_is_for_all_of_the_installation()
    {
        var (world, _) = await StartAsync(repos: []);
        await using var __ = world;
        await world.AskAsync();
        world.Server.Requests[0].Body.ShouldBe("{}");
    }

    [Fact]
    public async Task A_pause_is_waited_for_as_long_as_the_question_has_patience()
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        github.InsteadOfToken = context =>
        {
            github.InsteadOfToken = null;
            return context.Status(429, ("Retry-After", "5"));
        };
        (await world.RunAsync(new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(patience: TimeSpan.FromMinutes(1)), World.Stop), longest: TimeSpan.FromSeconds(10)))
            .ShouldBeOfType<Answer<GitHubRepository>.Seen>();
    }

    [Theory]
    [InlineData(401, """{"message":"'Issuer' claim must be the App"}""", "Denied { Reason = no token for the App: 401: 'Issuer' claim must be the App, Needs =  }")]
    [InlineData(403, """{"message":"This installation has been suspended"}""", "Denied { Reason = no token for the App: 403: This installation has been suspended, Needs =  }")]
    [InlineData(404, "{}", "Denied { Reason = there is no installation 99 of this App (any more), Needs =  }")]
    [InlineData(502, "<html>", "Failed { Reason = no token for the App: 502 BadGateway, MayTryAgain = True }")]
    [InlineData(201, """{"token":"a b","expires_at":"2027-01-01T00:00:00Z"}""", "Failed { Reason = the App's token has no form that a token has, MayTryAgain = True }")]
    [InlineData(201, """{"token":"a"}""", "Failed { Reason = no token for the App: its JSON is not what it should be at $, MayTryAgain = True }")]
    public async Task What_keeps_the_app_from_a_token_is_the_answer(int status, string body, string answer)
    {
        var (world, github) = await StartAsync();
        await using var _ = world;
        github.InsteadOfToken = context => context.Json(body, status);
        (await world.AskAsync()).ToString().ShouldBe(answer);
        world.Server.Requests.ShouldAllBe(request => request.Method == "POST");
    }

    [Fact]
    public async Task A_key_file_that_goes_away_and_comes_back_is_read_when_it_is_needed()
    {
        var (world, _) = await StartAsync();
        await using var __ = world;
        var text = await File.ReadAllTextAsync(_key.Path, World.Stop);
        File.Delete(_key.Path);
        (await world.AskAsync()).Trouble.ShouldBe($"the key file {_key.Path} is missing");
        await File.WriteAllTextAsync(_key.Path, "nonsense", World.Stop);
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        (await world.AskAsync()).Trouble.ShouldBe($"the key file {_key.Path} holds no private RSA key in PEM form");
        await File.WriteAllTextAsync(_key.Path, text, World.Stop);
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        (await world.AskAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
    }

    [Fact]
    public async Task What_the_token_may_do_is_told()
    {
        var (world, _) = await StartAsync();
        await using var __ = world;
        var rights = (await world.RunAsync(new PermissionQuestions(world.Client).OfTokenAsync(World.Shop, World.Asking(), World.Stop))).ShouldBeOfType<Answer<TokenRights>.Seen>().Value;
        (rights.Repository!.Pull, rights.Repository.Push, rights.Scopes).ShouldBe((true, false, null));
        rights.Granted.ShouldBe(new Dictionary<string, string> { ["issues"] = "read", ["metadata"] = "read" });
    }

    private async Task<(World World, AppServer GitHub)> StartAsync(TimeSpan ahead = default, IReadOnlyList<RepositoryName>? repos = null)
    {
        AppServer? github = null;
        var world = await World.StartAsync(context => github!.AnswerAsync(context), _key.App, repos, ahead);
        github = new AppServer(_key.Key, world.Clock) { Ahead = ahead };
        return (world, github);
    }
}
