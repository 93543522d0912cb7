using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;

namespace AgentFleet.GitHub.Tests.Limits;

public sealed class SecondaryLimitTests
{
    private const string Repository = """{"id":7,"full_name":"acme/shop"}""";
    private const string Words = """{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}""";

    private static readonly DateTimeOffset Start = new FakeTimeProvider().GetUtcNow();

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task GitHub_says_how_long_to_wait(int status)
    {
        await using var world = await World.StartAsync(context => context.Json("{}", status, ("Retry-After", "90")));
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(Start + TimeSpan.FromSeconds(90), LimitKind.Secondary));
        (await world.AskAtOnceAsync(World.Asking(urgent: true))).ShouldBeOfType<Answer<GitHubRepository>.Limited>("a pause is for what is urgent too");
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GraphQL_may_say_so_in_an_answer_that_is_none()
    {
        await using var world = await World.StartAsync(context => context.Json("""{"errors":[{"message":"wait"}]}""", 200, ("Retry-After", "90")));
        var asked = new EditQuestions(world.Client).LastEditedAsync(World.Shop, 7, [5], Asking.AtOnce, World.Stop);
        (await asked).Trouble.ShouldBe("GitHub asks for a pause until 2026-01-02 03:05:35Z");
    }

    [Theory]
    [InlineData("Fri, 02 Jan 2026 03:05:05 GMT", 60)]
    [InlineData("0", 1)]
    [InlineData("31536000", 86400)]
    public async Task However_it_says_it(string after, int seconds)
    {
        await using var world = await World.StartAsync(context => context.Json("{}", 429, ("Retry-After", after)));
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(Start + TimeSpan.FromSeconds(seconds), LimitKind.Secondary));
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(403, Words)]
    [InlineData(403, """{"message":"Forbidden","documentation_url":"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits"}""")]
    [InlineData(403, """{"message":"You have triggered an abuse detection mechanism."}""")]
    public async Task Where_it_does_not_say_it_is_a_minute(int status, string body)
    {
        await using var world = await World.StartAsync(context => context.Json(body, status));
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(Start + TimeSpan.FromMinutes(1), LimitKind.Secondary));
    }

    [Fact]
    public async Task Each_time_it_is_twice_as_long_until_something_gets_through()
    {
        var limited = true;
        await using var world = await World.StartAsync(context => limited ? context.Json(Words, 403) : context.Json(Repository));
        var minutes = new List<double>();
        for (var time = 0; time < 8; time++)
            minutes.Add(await PauseAsync(world));
        limited = false;
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        limited = true;
        minutes.Add(await PauseAsync(world));

        minutes.ShouldBe([1, 2, 4, 8, 16, 32, 60, 60, 1]);
    }

    [Fact]
    public async Task Requests_that_were_under_way_together_meet_one_limit()
    {
        using var together = new SemaphoreSlim(0);
        var waiting = 0;
        await using var world = await World.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref waiting) == 4)
                together.Release(4);
            await together.WaitAsync(context.RequestAborted);
            await context.Json(Words, 403);
        });
        var answers = await world.RunAsync(Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop))));
        answers.Cast<Answer<GitHubRepository>.Limited>().Max(limited => limited.Until).ShouldBeLessThan(Start + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task With_patience_it_waits_and_asks_again()
    {
        var left = 2;
        await using var world = await World.StartAsync(context => left-- > 0 ? context.Json("{}", 429, ("Retry-After", "60")) : context.Json(Repository));
        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(patience: TimeSpan.FromMinutes(5)), World.Stop);
        (await world.RunAsync(asking, longest: TimeSpan.FromMinutes(2))).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        world.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Start + TimeSpan.FromMinutes(2));
        world.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Patience_is_for_the_whole_question_and_not_for_each_wait()
    {
        await using var world = await World.StartAsync(context => context.Json("{}", 429, ("Retry-After", "60")));
        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(patience: TimeSpan.FromSeconds(150)), World.Stop);
        (await world.RunAsync(asking, longest: TimeSpan.FromMinutes(2))).ShouldBeOfType<Answer<GitHubRepository>.Limited>();
        world.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_refusal_that_is_about_rights_is_no_limit()
    {
        await using var world = await World.StartAsync(context => context.Json("""{"message":"Must have admin rights to Repository."}""", 403, ("X-RateLimit-Remaining", "4999")));
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Denied>();
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Denied>();
        world.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task No_more_than_four_ask_at_once()
    {
        var (now, most) = (0, 0);
        var counting = new Lock();
        using var together = new SemaphoreSlim(0);
        await using var world = await World.StartAsync(async context =>
        {
            lock (counting)
            {
                most = Math.Max(most, ++now);
                if (now == 4)
                    together.Release(4);
            }
            // The first wait for three others, and each a moment longer for one more, which should not come.
            await together.WaitAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
            lock (counting)
                now--;
            await context.Json(Repository);
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(), World.Stop)));
        answers.ShouldAllBe(answer => answer is Answer<GitHubRepository>.Seen);
        most.ShouldBe(4);
    }

    private static async Task<double> PauseAsync(World world)
    {
        var until = (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Limited>().Until;
        var pause = until - world.Clock.GetUtcNow();
        world.Clock.Advance(pause + TimeSpan.FromSeconds(1));
        return Math.Round(pause.TotalMinutes, 1);
    }
}
