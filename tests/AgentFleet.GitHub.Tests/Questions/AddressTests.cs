using AgentFleet.GitHub.Tests.Server;

namespace AgentFleet.GitHub.Tests.Questions;

/// <summary>Each question is asked at one address, always written the same way: what is remembered of it is found by that.</summary>
public sealed class AddressTests
{
    private static readonly DateTimeOffset Since = new(2026, 1, 2, 5, 4, 5, 678, TimeSpan.FromHours(2));

    private static readonly Dictionary<string, Func<GitHubClient, Asking, Task>> Questions = new()
    {
        ["/repos/acme/shop/issues?state=all&sort=updated&direction=asc&since=2026-01-02T03%3A04%3A05Z&per_page=100"] = (c, a) => new IssueQuestions(c).ChangedAsync(World.Shop, Since, a, World.Stop),
        ["/repos/acme/shop/issues?state=all&sort=updated&direction=asc&per_page=100"] = (c, a) => new IssueQuestions(c).ChangedAsync(World.Shop, null, a, World.Stop),
        ["/repos/acme/shop/issues?state=open&sort=updated&direction=asc&labels=agentfleet%3Afix&per_page=100"] = (c, a) => new IssueQuestions(c).OpenAsync(World.Shop, "agentfleet:fix", a, World.Stop),
        ["/repos/acme/shop/issues/5"] = (c, a) => new IssueQuestions(c).OneAsync(World.Shop, 5, a, World.Stop),
        ["/repos/acme/shop/issues/5/events?per_page=100"] = (c, a) => new IssueQuestions(c).EventsAsync(World.Shop, 5, a, World.Stop),
        ["/repos/acme/shop/labels?per_page=100"] = (c, a) => new LabelQuestions(c).AllAsync(World.Shop, a, World.Stop),
        ["/repos/acme/shop/pulls?state=open&sort=created&direction=asc&per_page=100"] = (c, a) => new PullRequestQuestions(c).OpenAsync(World.Shop, a, World.Stop),
        ["/repos/acme/shop/pulls?state=open&head=acme%3Aagentfleet%2Fsetup&per_page=100"] = (c, a) => new PullRequestQuestions(c).FromAsync(World.Shop, "agentfleet/setup", a, World.Stop),
        ["/repos/acme/shop/pulls/5"] = (c, a) => new PullRequestQuestions(c).OneAsync(World.Shop, 5, a, World.Stop),
        ["/repos/acme/shop/pulls/5/reviews?per_page=100"] = (c, a) => new PullRequestQuestions(c).ReviewsAsync(World.Shop, 5, a, World.Stop),
        ["/repos/acme/shop/commits/abc123/check-runs?filter=latest&per_page=100"] = (c, a) => new CommitQuestions(c).ChecksAsync(World.Shop, "abc123", a, World.Stop),
        ["/repos/acme/shop/commits/feature%2Fx/status?per_page=100"] = (c, a) => new CommitQuestions(c).StatusAsync(World.Shop, "feature/x", a, World.Stop),
        ["/repos/acme/shop/actions/workflows?per_page=100"] = (c, a) => new ActionsQuestions(c).WorkflowsAsync(World.Shop, a, World.Stop),
        ["/repos/acme/shop/actions/runs?branch=a%26b%20%3F&status=failure&per_page=100"] = (c, a) => new ActionsQuestions(c).RunsAsync(World.Shop, "a&b ?", "failure", a, World.Stop),
        ["/repos/acme/shop/actions/runs?branch=main&per_page=100"] = (c, a) => new ActionsQuestions(c).NewestAsync(World.Shop, "main", null, a, World.Stop),
        ["/repos/acme/shop/actions/workflows/8/runs?branch=main&status=completed&per_page=100"] = (c, a) => new ActionsQuestions(c).NewestAsync(World.Shop, 8, "main", "completed", a, World.Stop),
        ["/repos/acme/shop/actions/runs/9/jobs?filter=latest&per_page=100"] = (c, a) => new ActionsQuestions(c).JobsAsync(World.Shop, 9, a, World.Stop),
        ["/repos/acme/shop/collaborators/dependabot%5Bbot%5D/permission"] = (c, a) => new PermissionQuestions(c).OfAsync(World.Shop, "dependabot[bot]", a, World.Stop),
        ["/repos/acme/shop/dependabot/alerts?state=open&per_page=100"] = (c, a) => new AlertQuestions(c).DependabotAsync(World.Shop, a, World.Stop),
        ["/repos/acme/shop/dependabot/alerts/12"] = (c, a) => new AlertQuestions(c).DependabotOneAsync(World.Shop, 12, a, World.Stop),
        ["/repos/acme/shop/code-scanning/alerts/12"] = (c, a) => new AlertQuestions(c).CodeScanningOneAsync(World.Shop, 12, a, World.Stop),
        ["/repos/acme/shop/code-scanning/alerts?state=open&per_page=100"] = (c, a) => new AlertQuestions(c).CodeScanningAsync(World.Shop, a, World.Stop),
        ["/repos/acme/shop"] = (c, a) => new RepositoryQuestions(c).OneAsync(World.Shop, a, World.Stop),
        ["/installation/repositories?per_page=100"] = (c, a) => new RepositoryQuestions(c).OfInstallationAsync(a, World.Stop),
        ["/repos/acme/shop/contents/.github/workflows/a%20b.yml?ref=main"] = (c, a) => new SetupRequests(c).FileAsync(World.Shop, ".github/workflows/a b.yml", "main", a, World.Stop),
        ["/repos/acme/shop/git/ref/heads/agentfleet/setup"] = (c, a) => new SetupRequests(c).BranchAsync(World.Shop, "agentfleet/setup", a, World.Stop),
    };

    public static TheoryData<string> Addresses => [.. Questions.Keys];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_question_is_asked_at_its_address(string address)
    {
        await using var world = await World.StartAsync(context => context.Status(404));
        await Questions[address](world.Client, World.Asking());
        world.Server.Targets.ShouldBe([address]);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_name_that_would_lead_somewhere_else_is_not_asked_for(string login)
    {
        await using var world = await World.StartAsync(context => context.Status(404));
        await Should.ThrowAsync<ArgumentException>(async () => await new PermissionQuestions(world.Client).OfAsync(World.Shop, login, World.Asking(), World.Stop));
        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_api_that_is_not_at_the_root_keeps_its_path()
    {
        await using var server = await TinyServer.StartAsync(context => context.Status(404), TimeProvider.System);
        using var client = new GitHubClient(new(new(server.Url, "api/v3/"), new GitHubAccess.Anonymous(), [World.Shop], "l"), TimeProvider.System, _ => Task.FromResult<string?>(null));
        await new RepositoryQuestions(client).OneAsync(World.Shop, World.Asking(), World.Stop);
        await new EditQuestions(client).LastEditedAsync(World.Shop, 7, [12], World.Asking(), World.Stop);
        server.Targets.ShouldBe(["/api/v3/repos/acme/shop", "/api/graphql"]);
    }
}
