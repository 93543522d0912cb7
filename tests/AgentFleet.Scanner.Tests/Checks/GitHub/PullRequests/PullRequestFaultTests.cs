using AgentFleet.Hub.Faults;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.PullRequests;

/// <summary>Nothing that cannot be seen ends a finding, and it is asked for again.</summary>
public sealed class PullRequestFaultTests
{
    private static readonly string[] Questions =
    [
        "/repos/{owner}/{repo}/pulls", "/repos/{owner}/{repo}/pulls/{pull_number}", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
        "/repos/{owner}/{repo}/commits/{ref}/check-runs", "/repos/{owner}/{repo}/commits/{ref}/status",
    ];

    public static TheoryData<GitHubFault, string> Faults => [.. from fault in new[]
        {
            GitHubFault.InternalError, GitHubFault.Forbidden, GitHubFault.NotFound, GitHubFault.CutJson, GitHubFault.SomebodyElse,
            GitHubFault.WrongContentType, GitHubFault.MissingFields, GitHubFault.UnknownFields, GitHubFault.NullUsers,
        }
        from question in Questions
        select (fault, question)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_ends_no_finding_and_the_end_is_seen_when_it_is_over(GitHubFault fault, string question)
    {
        await using var watched = await Watched.StartAsync();
        var pull = PullRequestTests.Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        pull.Review(watched.Ann, Hub.State.HubReviewState.ChangesRequested);
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1);

        watched.Server.Fail(fault, question);
        await watched.LookAtAllAsync();
        pull.Issue.Comment("something happened", watched.Ann);
        await watched.LookAsync();
        watched.Live.Count(finding => finding.Kind == "github.pull_request").ShouldBe(1);

        watched.Server.Heal();
        pull.Merge(watched.Ann);
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.Where(finding => finding.Kind == "github.pull_request").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(GitHubFault.MissingFields, "/repos/{owner}/{repo}/pulls")]
    [InlineData(GitHubFault.InternalError, "/repos/{owner}/{repo}/pulls")]
    [InlineData(GitHubFault.InternalError, "/repos/{owner}/{repo}/pulls/{pull_number}")]
    [InlineData(GitHubFault.InternalError, "/repos/{owner}/{repo}/commits/{ref}/check-runs")]
    public async Task What_could_not_be_seen_is_asked_again_although_nothing_changes(GitHubFault fault, string question)
    {
        await using var watched = await Watched.StartAsync();
        await watched.LookAsync();
        watched.Shop.Commits.Check(PullRequestTests.Open(watched).HeadSha, "build", "failure");
        watched.Server.Fail(fault, question);
        await watched.LookAsync();
        watched.Live.Where(finding => finding.Kind == "github.pull_request").ShouldBeEmpty();
        watched.Server.Heal();
        await watched.LookAsync();
        watched.Live.ShouldContain(finding => finding.Kind == "github.pull_request");
    }

    [Fact]
    public async Task A_list_that_is_not_whole_ends_nothing_and_is_asked_for_again()
    {
        await using var watched = await Watched.StartAsync();
        for (var number = 1; number <= 150; number++)
            PullRequestTests.Open(watched, number > 140 ? $"agentfleet/{number}" : $"feature/{number}");
        foreach (var number in Enumerable.Range(141, 10))
            watched.Shop.Commits.Check(watched.Shop.Code.Head($"agentfleet/{number}"), "build", "failure");
        watched.Server.Fail(GitHubFault.InternalError, "/repos/{owner}/{repo}/pulls", page: 2);
        await watched.LookAsync();
        watched.Live.Count(finding => finding.Kind == "github.pull_request").ShouldBe(0);
        watched.Server.Heal();
        await watched.LookAsync();
        watched.Live.Count(finding => finding.Kind == "github.pull_request").ShouldBe(10);
        watched.Server.Fail(GitHubFault.InternalError, "/repos/{owner}/{repo}/pulls", page: 2);
        await watched.LookAtAllAsync();
        watched.Live.Count(finding => finding.Kind == "github.pull_request").ShouldBe(10);
    }
}
