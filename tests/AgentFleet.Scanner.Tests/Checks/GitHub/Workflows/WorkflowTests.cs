using AgentFleet.Hub.Faults;
using AgentFleet.Hub.State;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.Workflows;

public sealed class WorkflowTests
{
    [Theory]
    [InlineData("issue_comment")]
    [InlineData("issues")]
    [InlineData("workflow_run")]
    [InlineData("fork")]
    public async Task A_run_that_anybody_may_cause_neither_begins_nor_ends_a_finding(string caused)
    {
        await using var watched = await Watched.StartAsync();
        var build = watched.Shop.Actions.Add("Build", "build.yml");
        build.Run("failure", on: caused);
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        build.Run("failure");
        await watched.LookAsync();
        build.Run("success", on: caused);
        await watched.LookAsync();
        watched.Finding.Kind.ShouldBe("github.workflow");
    }

    [Fact]
    public async Task A_workflow_that_fails_on_the_default_branch_is_a_finding_with_all_that_a_policy_wants_to_know()
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        build.Run("success");
        watched.Clock.Advance(TimeSpan.FromMinutes(1));
        var since = watched.Clock.GetUtcNow();
        build.Run("failure");
        watched.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = build.Run("timed_out", by: watched.Ann);

        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);

        var finding = watched.Finding;
        (finding.Kind, finding.Subject, finding.Title, finding.Severity, finding.State, finding.Rank, finding.FiledAt)
            .ShouldBe(("github.workflow", "acme/shop Build@main", "Build fails on main", Severity.Warning, FindingState.Open, 5, since));
        finding.Evidence.ShouldBe(
            $$"""
            {"repository":"acme/shop","repository_id":{{watched.Shop.Id}},"workflow":"Build","workflow_id":{{build.Id}},"path":".github/workflows/build.yml","branch":"main","run_id":{{run.Id}},"run_number":3,"run_attempt":1,"url":"https://github.com/acme/shop/actions/runs/{{run.Id}}","conclusion":"timed_out","head_sha":"{{run.HeadSha}}","actor":"ann","failed_since":"2026-01-02T03:05:05.000Z"}
            """);
        watched.Column("SELECT failing_workflows || '' FROM repo_counts").ShouldBe(["1.0"]);
    }

    [Theory]
    [InlineData("failure", true)]
    [InlineData("timed_out", true)]
    [InlineData("startup_failure", true)]
    [InlineData("success", false)]
    [InlineData("something_new", false)]
    [InlineData("failure cancelled", true)]
    [InlineData("failure skipped", true)]
    [InlineData("failure neutral", true)]
    [InlineData("failure action_required", true)]
    [InlineData("failure stale", true)]
    [InlineData("failure running", true)]
    [InlineData("failure something_new", false)]
    [InlineData("failure success cancelled", false)]
    [InlineData("success failure cancelled running", true)]
    [InlineData("cancelled", false)]
    public async Task The_newest_run_that_says_something_decides(string conclusions, bool fails)
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        foreach (var conclusion in conclusions.Split(' '))
            build.Run(conclusion == "running" ? null : conclusion);
        await watched.LookAsync();
        watched.Live.Any().ShouldBe(fails);
    }

    [Fact]
    public async Task Runs_of_other_branches_of_forks_and_of_pull_requests_are_left_alone()
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        build.Run("failure", branch: "feature");
        build.Run("failure", from: watched.World.AddRepository("mallory/shop"));
        build.Run("failure", on: "pull_request");
        build.Run("failure", on: "pull_request_target");
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_later_success_ends_it_and_a_later_failure_is_a_new_episode()
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        build.Run("failure");
        await watched.LookAsync();
        var later = build.Run(null);
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "it runs");
        later.Finish("success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        Reasons(watched).ShouldBe(["it passed in run 2"]);
        watched.Column("SELECT failing_workflows || '' FROM repo_counts ORDER BY at").ShouldBe(["1.0", "1.0", "0.0"]);
        build.Run("failure");
        await watched.LookAsync();
        watched.Finding.Episode.ShouldBe(2);
    }

    [Fact]
    public async Task It_fails_since_the_last_success_also_when_that_was_between_two_looks()
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        build.Run("failure");
        await watched.LookAsync();
        build.Run("success");
        watched.Clock.Advance(TimeSpan.FromHours(1));
        var since = watched.Clock.GetUtcNow();
        build.Run("failure");
        await watched.LookAsync();
        watched.Finding.FiledAt.ShouldBe(since);
    }

    [Fact]
    public async Task A_run_that_is_run_again_changes_nothing_until_it_has_ended()
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        build.Run("success");
        var run = build.Run("failure");
        await watched.LookAsync();
        run.Rerun(null);
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "the success before it is older");
        run.Finish("cancelled");
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "it is still older");
        run.Rerun("failure");
        await watched.LookAsync();
        (Watched.Evidence(watched.Finding)["run_number"]!.GetValue<int>(), Watched.Evidence(watched.Finding)["run_attempt"]!.GetValue<int>()).ShouldBe((2, 3));
        run.Rerun("success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_look_at_what_has_not_changed_costs_none_of_the_budget_and_changes_nothing()
    {
        await using var watched = await Watched.StartAsync();
        Build(watched).Run("failure");
        await watched.LookAsync();
        await watched.LookAsync();
        var before = watched.Finding;
        watched.Server.ForgetRequests();

        var report = await watched.LookAsync();

        (report.Status, report.Changes.Count).ShouldBe((CycleStatus.Complete, 0));
        watched.Server.Requests.ShouldContain(request => request.Path.EndsWith("/actions/runs", StringComparison.Ordinal));
        watched.Server.Requests.Where(request => request.CostQuota).ShouldBeEmpty();
        watched.Finding.ShouldBe(before);
    }

    [Fact]
    public async Task One_that_seldom_runs_is_asked_about_by_itself()
    {
        await using var watched = await Watched.StartAsync();
        var nightly = watched.Shop.Actions.Add("Nightly", "nightly.yml");
        var since = watched.Clock.GetUtcNow();
        var run = nightly.Run("failure");
        await watched.LookAsync();
        var build = Build(watched);
        for (var number = 1; number <= 120; number++)
            build.Run("success");
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Finding.FiledAt.ShouldBe(since);
        watched.Server.ForgetRequests();
        await watched.LookAsync();
        watched.Server.Requests.ShouldContain(request => request.Path.EndsWith($"/actions/workflows/{nightly.Id}/runs", StringComparison.Ordinal));
        watched.Server.Requests.Where(request => request.CostQuota).ShouldBeEmpty();

        // That it is run again moves it to no other place in the list.
        run.Rerun("success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("disabled_manually")]
    [InlineData("disabled_inactivity")]
    [InlineData("deleted")]
    [InlineData("removed")]
    public async Task One_that_was_switched_off_is_over_and_stays_so(string how)
    {
        await using var watched = await Watched.StartAsync();
        var build = Build(watched);
        build.Run("failure");
        await watched.LookAsync();
        if (how == "removed")
            watched.Shop.Actions.Remove(build);
        else
            build.State = how;

        watched.Server.Fail(GitHubFault.InternalError, "/repos/{owner}/{repo}/actions/workflows");
        await watched.LookAtAllAsync();
        watched.Live.Count(finding => finding.Kind == "github.workflow").ShouldBe(1, "the list is not whole");
        watched.Server.Heal();
        await watched.LookAtAllAsync();
        watched.Live.Where(finding => finding.Kind == "github.workflow").ShouldBeEmpty();
        Reasons(watched).ShouldContain("it was switched off");

        watched.Shop.Actions.Add("Other", "other.yml").Run("success");
        await watched.LookAsync();
        watched.Live.Where(finding => finding.Kind == "github.workflow").ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_default_branch_ends_what_was_known_of_the_one_before()
    {
        await using var watched = await Watched.StartAsync();
        Build(watched).Run("failure");
        await watched.LookAsync();
        watched.Shop.SetDefaultBranch("trunk");
        await watched.LookAtAllAsync();
        watched.Live.ShouldBeEmpty();
        Reasons(watched).ShouldBe(["main is not the default branch any more"]);
    }

    [Fact]
    public async Task A_branch_with_slashes_and_a_name_with_anything_in_it_are_found_again()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.SetDefaultBranch("release/2");
        var build = watched.Shop.Actions.Add("@/etc/passwd \"; rm -rf / #\u202E", "build.yml");
        build.Run("failure");
        await watched.LookAsync();
        watched.Finding.Subject.ShouldBe("acme/shop @/etc/passwd \"; rm -rf / #@release/2");
        build.Run("success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    internal static HubWorkflow Build(Watched watched) => watched.Shop.Actions.Add("Build", "build.yml");

    internal static IReadOnlyList<string> Reasons(Watched watched) => watched.Column("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved' ORDER BY id");
}
