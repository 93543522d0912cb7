using AgentFleet.Hub.Faults;
using AgentFleet.Hub.State;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.Workflows;

/// <summary>A failing workflow and the issue that was filed for it are one finding.</summary>
public sealed class FailureIssueTests
{
    [Fact]
    public async Task The_finding_of_a_workflow_stands_for_its_issue_too()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        File(watched, build).Label("p1", watched.Ann);
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);

        (watched.Finding.Kind, Issue(watched), watched.Finding.Rank).ShouldBe(("github.workflow", 1, 3));
        Watched.Evidence(watched.Finding)["issue_url"]!.GetValue<string>().ShouldBe("https://github.com/acme/shop/issues/1");
        Labels(watched).ShouldBe(["workflow-failure", Watched.FixLabel, "p1"]);
    }

    [Fact]
    public async Task An_issue_that_was_a_finding_of_its_own_ends_when_the_workflow_s_stands_for_it()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        File(watched, build);
        await watched.LookAsync();
        watched.Finding.Kind.ShouldBe("github.issue");
        build.Run("failure");
        await watched.LookAsync();
        watched.Finding.Kind.ShouldBe("github.workflow");
        WorkflowTests.Reasons(watched).ShouldBe(["its workflow's finding stands for it"]);
    }

    [Fact]
    public async Task One_that_ended_so_while_its_attempt_still_ran_is_not_opened_again_by_the_second_look()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        File(watched, build);
        await watched.LookAsync();
        var attempt = watched.BeginAttempt(watched.Finding);
        build.Run("failure");
        await watched.LookAsync();
        watched.EndAttempt(attempt);

        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Unknown);
        watched.Finding.Kind.ShouldBe("github.workflow");
    }

    [Fact]
    public async Task They_stay_one_when_a_look_tells_of_the_issue_only()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        var issue = File(watched, build);
        await watched.LookAsync();
        issue.Comment("It failed again", watched.Ann);
        watched.Server.Fail(GitHubFault.InternalError, "/repos/{owner}/{repo}/actions/runs");
        await watched.LookAsync();
        watched.Live.Where(finding => finding.Kind != "unknown").ShouldHaveSingleItem().Kind.ShouldBe("github.workflow");
        watched.Server.Heal();
        await watched.LookAtAllAsync();
        watched.Live.Where(finding => finding.Kind != "unknown").ShouldHaveSingleItem().Kind.ShouldBe("github.workflow");
    }

    [Fact]
    public async Task An_issue_that_outlives_the_failure_is_a_finding_of_its_own()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        var issue = File(watched, build);
        await watched.LookAsync();
        build.Run("success");
        await watched.LookAsync();
        issue.Comment("It passes again, but why?", watched.Ann);
        await watched.LookAsync();
        (watched.Finding.Kind, watched.Finding.Subject).ShouldBe(("github.issue", "acme/shop#1"));
        issue.Close(watched.Ann);
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task Labels_that_come_and_go_are_those_of_the_finding_and_so_is_the_end_of_the_issue()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        await watched.LookAsync();
        Watched.Evidence(watched.Finding).ContainsKey("issue").ShouldBeFalse();
        var issue = File(watched, build, asked: false);
        await watched.LookAsync();
        Labels(watched).ShouldBe(["workflow-failure"]);
        issue.Label(Watched.FixLabel, watched.Ann);
        await watched.LookAsync();
        Labels(watched).ShouldBe(["workflow-failure", Watched.FixLabel]);
        issue.Close(watched.Ann);
        await watched.LookAsync();
        Watched.Evidence(watched.Finding).ContainsKey("issue").ShouldBeFalse();
        watched.Finding.Kind.ShouldBe("github.workflow");
    }

    [Fact]
    public async Task A_label_that_is_nobody_s_order_is_not_among_them()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        File(watched, build, asked: false).Label(Watched.FixLabel, watched.Stranger);
        await watched.LookAsync();
        watched.Finding.Kind.ShouldBe("github.workflow");
        Labels(watched).ShouldBe(["workflow-failure"]);
        Watched.Evidence(watched.Finding)["label_refused"]!.GetValue<string>().ShouldBe("the label was set by mallory, who may not write here");
    }

    [Fact]
    public async Task What_a_stranger_files_under_that_title_is_not_it_and_what_a_maintainer_files_is()
    {
        await using var watched = await Watched.StartAsync();
        WorkflowTests.Build(watched).Run("failure");
        watched.Shop.Issues.Open("Workflow failure: Build", "", watched.Stranger, "workflow-failure", Watched.FixLabel);
        await watched.LookAsync();
        watched.Live.Select(finding => finding.Kind).Order().ShouldBe(["github.issue", "github.workflow"]);
        Watched.Evidence(watched.Live.Single(finding => finding.Kind == "github.workflow")).ContainsKey("issue").ShouldBeFalse();

        watched.Shop.Issues.Open("Workflow failure: Build", "", watched.Ann, "workflow-failure");
        await watched.LookAsync();
        Watched.Evidence(watched.Live.Single(finding => finding.Kind == "github.workflow"))["issue"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Two_workflows_of_one_name_have_an_issue_each()
    {
        await using var watched = await Watched.StartAsync();
        var (one, other) = (WorkflowTests.Build(watched), watched.Shop.Actions.Add("Build", "other.yml"));
        one.Run("failure");
        other.Run("failure");
        File(watched, other, asked: false);
        File(watched, one, asked: false);
        await watched.LookAsync();
        watched.Live.Select(Watched.Evidence).Select(evidence => (evidence["path"]!.GetValue<string>(), evidence["issue"]!.GetValue<int>()))
            .ShouldBe([(".github/workflows/build.yml", 2), (".github/workflows/other.yml", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task An_attempt_at_an_issue_is_judged_before_it_becomes_a_part_of_the_workflow_s_finding()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        File(watched, build);
        await watched.LookAsync();
        watched.EndAttempt(watched.Finding);
        build.Run("failure");
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.NotFixed);
        await watched.LookAsync();
        watched.Finding.Kind.ShouldBe("github.workflow");
    }

    [Fact]
    public async Task A_look_at_what_has_not_changed_costs_none_of_the_budget()
    {
        await using var watched = await Watched.StartAsync();
        var build = WorkflowTests.Build(watched);
        build.Run("failure");
        File(watched, build);
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Server.ForgetRequests();
        (await watched.LookAsync()).Changes.ShouldBeEmpty();
        watched.Server.Requests.Where(request => request.CostQuota).ShouldBeEmpty();
    }

    // As workflow-failure-issue.yml does.
    private static HubIssue File(Watched watched, HubWorkflow workflow, bool asked = true)
    {
        var issue = watched.Shop.Issues.Open(
            $"Workflow failure: {workflow.Name}", $"<!-- workflow-failure workflow={workflow.Id} run=1 attempt=1 -->\nIt failed.", watched.World.User("github-actions[bot]"), "workflow-failure");
        watched.Clock.Advance(TimeSpan.FromSeconds(5));
        return asked ? issue.Label(Watched.FixLabel, watched.Ann) : issue;
    }

    private static int Issue(Watched watched) => Watched.Evidence(watched.Finding)["issue"]!.GetValue<int>();

    private static IReadOnlyList<string> Labels(Watched watched) => [.. Watched.Evidence(watched.Finding)["labels"]!.AsArray().Select(label => label!.GetValue<string>())];
}
