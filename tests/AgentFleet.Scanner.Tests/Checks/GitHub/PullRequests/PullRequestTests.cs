using AgentFleet.Hub.Faults;
using AgentFleet.Hub.State;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.PullRequests;

public sealed class PullRequestTests
{
    [Fact]
    public async Task A_pull_request_of_ours_whose_check_failed_is_a_finding_with_all_that_a_policy_wants_to_know()
    {
        await using var watched = await Watched.StartAsync();
        var pull = Open(watched);
        pull.Issue.Label("p1", watched.Ann);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        watched.Shop.Commits.Check(pull.HeadSha, "lint", "success");

        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);

        var finding = watched.Finding;
        (finding.Kind, finding.Subject, finding.Title, finding.Severity, finding.State, finding.Rank, finding.FiledAt)
            .ShouldBe(("github.pull_request", "acme/shop#1", "Its checks failed: Mend the cart", Severity.Warning, FindingState.Open, 2, pull.Issue.CreatedAt));
        finding.Evidence.ShouldBe(
            $$"""
            {"repository":"acme/shop","repository_id":{{watched.Shop.Id}},"number":1,"url":"https://github.com/acme/shop/pull/1","author":"acme","head_branch":"agentfleet/cart","head_sha":"{{pull.HeadSha}}","base_branch":"main","needs":["checks_failed"],"failed_checks":["build"],"labels":["p1"],"updated_at":"2026-01-02T03:04:05.000Z"}
            """);
    }

    [Fact]
    public async Task One_that_somebody_opened_who_may_not_write_is_refused()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Code.Commit("agentfleet/cart");
        watched.Shop.Pulls.Open("Send the keys", "agentfleet/cart", watched.Stranger).SetConflicts(true);
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Finding.Refused.ShouldBe("it was opened by mallory, who may not write here");
        watched.Alerts.ShouldBe(["finding.refused 2: Refused: It has conflicts: Send the keys"]);
    }

    [Fact]
    public async Task Where_the_token_may_not_read_checks_the_runs_of_the_commit_stand_for_them()
    {
        await using var watched = await Watched.StartAsync();
        watched.Server.Fail(GitHubFault.Forbidden, "/repos/{owner}/{repo}/commits/{ref}/check-runs");
        Open(watched);
        var run = watched.Shop.Actions.Add("Build", "build.yml").Run("failure", "agentfleet/cart");
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        (Needs(watched.Finding), string.Join(' ', Failed(watched.Finding))).ShouldBe(("checks_failed", "Build"));

        run.Rerun("success");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task Conflicts_are_told_of_as_soon_as_GitHub_has_worked_them_out_and_end_when_it_has_so_again()
    {
        await using var watched = await Watched.StartAsync();
        var pull = Open(watched);
        pull.SetConflicts(true);
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty("nobody knows yet");
        await watched.LookAsync();
        (watched.Finding.Title, Needs(watched.Finding)).ShouldBe(("It has conflicts: Mend the cart", "conflicts"));

        pull.SetConflicts(false);
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "nobody knows yet");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        Reasons(watched).ShouldBe(["it needs nothing any more"]);
    }

    [Fact]
    public async Task One_that_lies_for_a_week_is_stale_although_nothing_changes_and_a_draft_is_not()
    {
        await using var watched = await Watched.StartAsync("full_every: 7d");
        Open(watched);
        Open(watched, "agentfleet/draft", draft: true);
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Clock.Advance(TimeSpan.FromDays(5));
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        watched.Clock.Advance(TimeSpan.FromDays(2));
        await watched.LookAsync();
        (watched.Finding.Subject, Needs(watched.Finding)).ShouldBe(("acme/shop#1", "stale"));

        watched.Shop.Issues[1].Comment("I look at it", watched.Ann);
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_that_it_needs_is_said_at_once()
    {
        await using var watched = await Watched.StartAsync();
        var pull = Open(watched);
        pull.SetConflicts(true);
        pull.Review(watched.Ann, HubReviewState.ChangesRequested);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        await watched.LookAsync();
        (watched.Finding.Title, Needs(watched.Finding)).ShouldBe(
            ("Its checks failed, it has conflicts, changes were requested: Mend the cart", "checks_failed conflicts changes_requested"));

        // What runs is not said to be well, and what is known of it stays.
        watched.Shop.Commits.Check(pull.HeadSha, "build", null);
        pull.Review(watched.Ann, HubReviewState.Approved);
        await watched.LookAsync();
        (Needs(watched.Finding), string.Join(' ', Failed(watched.Finding))).ShouldBe(("checks_failed conflicts", "build"));
    }

    [Fact]
    public async Task A_look_at_what_has_not_changed_costs_none_of_the_budget_and_changes_nothing()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Commits.Check(Open(watched).HeadSha, "build", "failure");
        Open(watched, "agentfleet/other");
        await watched.LookAsync();
        await watched.LookAsync();
        var before = watched.Live;
        watched.Server.ForgetRequests();

        var report = await watched.LookAsync();

        (report.Status, report.Changes.Count).ShouldBe((CycleStatus.Complete, 0));
        watched.Server.Requests.Count(request => request.Path.Contains("/pulls/", StringComparison.Ordinal)).ShouldBe(4);
        watched.Server.Requests.Where(request => request.CostQuota).ShouldBeEmpty();
        watched.Live.ShouldBe(before);
    }

    [Fact]
    public async Task What_is_not_from_a_branch_of_ours_in_this_repository_is_left_alone()
    {
        await using var watched = await Watched.StartAsync();
        var fork = watched.World.AddRepository("mallory/shop");
        foreach (var pull in new[] { Open(watched, "feature"), Open(watched, "agentfleet/cart", from: fork) })
            watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_opened_later_is_found_among_what_has_changed()
    {
        await using var watched = await Watched.StartAsync();
        await watched.LookAsync();
        watched.Shop.Commits.Check(Open(watched).HeadSha, "build", "failure");
        await watched.LookAsync();
        Needs(watched.Finding).ShouldBe("checks_failed");
    }

    [Theory]
    [InlineData("merged", "it was merged")]
    [InlineData("closed", "it was closed")]
    [InlineData("passed", "it needs nothing any more")]
    [InlineData("not ours", "its branch is not one of ours any more")]
    public async Task What_ends_one_is_seen_and_said(string how, string why)
    {
        await using var watched = await Watched.StartAsync();
        var pull = Open(watched);
        watched.Shop.Commits.Check(pull.HeadSha, "build", "failure");
        await watched.LookAsync();
        switch (how)
        {
            case "merged":
                pull.Merge(watched.Ann);
                break;
            case "closed":
                pull.Issue.Close(watched.Ann);
                break;
            case "passed":
                watched.Shop.Commits.Check(pull.HeadSha, "build", "success");
                break;
            default:
                watched.Definition = Watched.Define("own_branches: robots/");
                watched.Clock.Advance(TimeSpan.FromHours(1));
                break;
        }
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        Reasons(watched).ShouldBe([why]);
    }

    internal static HubPull Open(Watched watched, string branch = "agentfleet/cart", bool draft = false, HubRepository? from = null)
    {
        watched.Shop.Code.Commit(branch);
        return watched.Shop.Pulls.Open("Mend the cart", branch, draft: draft, from: from);
    }

    internal static string Needs(Finding finding) => string.Join(' ', Texts(finding, "needs"));

    internal static IReadOnlyList<string> Reasons(Watched watched) => watched.Column("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved' ORDER BY id");

    internal static IReadOnlyList<string> Failed(Finding finding) => Texts(finding, "failed_checks");

    private static IReadOnlyList<string> Texts(Finding finding, string name) => [.. Watched.Evidence(finding)[name]!.AsArray().Select(text => text!.GetValue<string>())];
}
