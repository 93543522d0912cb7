using AgentFleet.Hub.Faults;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.Workflows;

/// <summary>Nothing that cannot be seen ends a finding.</summary>
public sealed class WorkflowFaultTests
{
    public static TheoryData<GitHubFault, string> Faults => [.. from fault in new[]
        {
            GitHubFault.InternalError, GitHubFault.Forbidden, GitHubFault.NotFound, GitHubFault.CutJson, GitHubFault.SomebodyElse,
            GitHubFault.WrongContentType, GitHubFault.MissingFields, GitHubFault.UnknownFields, GitHubFault.NullUsers,
        }
        from question in new[] { "/repos/{owner}/{repo}/actions/runs", "/repos/{owner}/{repo}/actions/workflows", "/repos/{owner}/{repo}/issues" }
        select (fault, question)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_ends_no_finding_and_the_end_is_seen_when_it_is_over(GitHubFault fault, string question)
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("success");
        build.Run("failure");
        await watched.LookAsync();

        watched.Server.Fail(fault, question);
        await watched.LookAtAllAsync();
        build.Run("failure");
        await watched.LookAsync();
        watched.Live.Count(finding => finding.Kind == "github.workflow").ShouldBe(1);

        watched.Server.Heal();
        build.Run("success");
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.Where(finding => finding.Kind == "github.workflow").ShouldBeEmpty();
    }
}
