using System.Globalization;
using AgentFleet.GitHub.Tests.Server;
using AgentFleet.Testing;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Limits;

public sealed class PrimaryLimitTests
{
    private static readonly DateTimeOffset Start = new FakeTimeProvider().GetUtcNow();

    private int _remaining = 5000;
    private DateTimeOffset _reset = Start + TimeSpan.FromMinutes(30);
    private string _resource = "core";

    [Fact]
    public async Task A_tenth_of_the_budget_is_kept_in_reserve()
    {
        await using var world = await World.StartAsync(Counted);
        _remaining = 501;
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();

        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(_reset, LimitKind.Primary));
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_urgent_may_use_the_reserve_to_its_end()
    {
        await using var world = await World.StartAsync(Counted);
        _remaining = 2;
        await world.AskAtOnceAsync();
        (await world.AskAtOnceAsync(World.Asking(urgent: true))).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        (await world.AskAtOnceAsync(World.Asking(urgent: true))).ShouldBeOfType<Answer<GitHubRepository>.Limited>();
    }

    [Fact]
    public async Task With_patience_the_answer_comes_when_the_hour_is_over()
    {
        await using var world = await World.StartAsync(Counted);
        _remaining = 10;
        await world.AskAtOnceAsync();

        var asking = new RepositoryQuestions(world.Client).OneAsync(World.Shop, World.Asking(patience: TimeSpan.FromHours(1)), World.Stop);
        world.Clock.Advance(TimeSpan.FromMinutes(29));
        asking.IsCompleted.ShouldBeFalse();
        (_remaining, _reset) = (5000, _reset + TimeSpan.FromHours(1));

        (await world.RunAsync(asking, longest: TimeSpan.FromHours(1))).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
        world.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Start + TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_patience_that_is_too_short_does_not_wait_at_all()
    {
        await using var world = await World.StartAsync(Counted);
        _remaining = 10;
        await world.AskAtOnceAsync();
        (await world.AskAtOnceAsync(World.Asking(patience: TimeSpan.FromMinutes(29)))).ShouldBeOfType<Answer<GitHubRepository>.Limited>();
    }

    [Fact]
    public async Task A_refusal_because_the_budget_is_spent_says_until_when()
    {
        await using var world = await World.StartAsync(context => context.Json("""{"message":"API rate limit exceeded"}""", 403, Headers(0)));
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(_reset, LimitKind.Primary));
        (await world.AskAtOnceAsync()).Trouble.ShouldBe("GitHub's hourly limit holds until 2026-01-02 03:34:05Z");
        world.Server.Requests.Count.ShouldBe(1, "who knows that the budget is spent does not ask again");
    }

    [Fact]
    public async Task A_reset_is_meant_by_the_clock_of_the_server()
    {
        var ahead = TimeSpan.FromMinutes(20);
        _reset = Start + ahead + TimeSpan.FromMinutes(5);
        await using var world = await World.StartAsync(context => context.Json("{}", 403, Headers(0)), ahead: ahead);
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(Start + TimeSpan.FromMinutes(5), LimitKind.Primary));
    }

    [Fact]
    public async Task A_reset_that_is_years_away_silences_nobody_for_years()
    {
        await using var world = await World.StartAsync(Counted);
        (_remaining, _reset) = (1, Start + TimeSpan.FromDays(3000));
        await world.AskAtOnceAsync();
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(Start + TimeSpan.FromHours(1), LimitKind.Primary));
    }

    [Fact]
    public async Task Nor_does_a_refusal_that_says_so()
    {
        _reset = Start + TimeSpan.FromDays(3000);
        await using var world = await World.StartAsync(context => context.Json("{}", 403, Headers(0)));
        (await world.AskAtOnceAsync()).ShouldBe(new Answer<GitHubRepository>.Limited(Start + TimeSpan.FromHours(1), LimitKind.Primary));
    }

    [Fact]
    public async Task Answers_that_overtake_each_other_do_not_raise_the_budget()
    {
        await using var world = await World.StartAsync(Counted);
        foreach (var remaining in new[] { 400, 4000 })
        {
            _remaining = remaining;
            await world.AskAtOnceAsync(World.Asking(urgent: true));
        }
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Limited>();
    }

    [Fact]
    public async Task A_budget_of_another_kind_is_not_this_one()
    {
        await using var world = await World.StartAsync(Counted);
        (_remaining, _resource) = (1, "search");
        await world.AskAtOnceAsync();
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
    }

    [Theory]
    [InlineData("lots", "-1", "soon")]
    [InlineData("5000", "99999999999999999999", "0")]
    [InlineData("5000", "0", "99999999999999")]
    public async Task Headers_that_make_no_sense_are_passed_over(string limit, string remaining, string reset)
    {
        await using var world = await World.StartAsync(context => context.Json(
            """{"id":7,"full_name":"acme/shop"}""", 200, ("X-RateLimit-Limit", limit), ("X-RateLimit-Remaining", remaining), ("X-RateLimit-Reset", reset)));
        await world.AskAtOnceAsync();
        (await world.AskAtOnceAsync()).ShouldBeOfType<Answer<GitHubRepository>.Seen>();
    }

    private Task Counted(HttpContext context) => context.Json("""{"id":7,"full_name":"acme/shop"}""", 200, Headers(--_remaining));

    private (string, string)[] Headers(int remaining) =>
    [
        ("X-RateLimit-Limit", "5000"), ("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Reset", _reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("X-RateLimit-Resource", _resource),
    ];
}
