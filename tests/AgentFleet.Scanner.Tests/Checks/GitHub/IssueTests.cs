using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub;

public sealed class IssueTests
{
    [Fact]
    public async Task An_issue_with_the_label_is_a_finding_with_all_that_a_policy_wants_to_know()
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask("The shop is down", labels: ["p1", "bug"]);
        watched.Shop.Issues.Open("Another one", "of no concern", watched.Stranger);

        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);

        var finding = watched.Finding;
        (finding.Kind, finding.Subject, finding.Title, finding.Severity, finding.State, finding.Refused, finding.Rank, finding.FiledAt)
            .ShouldBe(("github.issue", "acme/shop#1", "The shop is down", Severity.Warning, FindingState.Open, null, 2, issue.CreatedAt));
        finding.Evidence.ShouldNotContain("Please mend it.");
        var evidence = Watched.Evidence(finding);
        (evidence["repository"]!.GetValue<string>(), evidence["repository_id"]!.GetValue<long>(), evidence["number"]!.GetValue<int>(), evidence["author"]!.GetValue<string>(), evidence["labeled_by"]!.GetValue<string>())
            .ShouldBe(("acme/shop", watched.Shop.Id, 1, "ann", "ann"));
        evidence["labels"]!.AsArray().Select(label => label!.GetValue<string>()).ShouldBe(["p1", "bug", Watched.FixLabel], ignoreOrder: true);
        evidence["content_hash"]!.GetValue<string>().ShouldBe(Hash("The shop is down\nPlease mend it."));
        watched.Alerts.ShouldBeEmpty("whoever asked for it looks there for what becomes of it");
    }

    [Theory]
    [InlineData("p0", Severity.Critical, 0)]
    [InlineData("P1", Severity.Warning, 2)]
    [InlineData("p2", Severity.Warning, 4)]
    [InlineData("p3", Severity.Info, 6)]
    [InlineData("p4", Severity.Warning, 4)]
    [InlineData("bug", Severity.Warning, 4)]
    public async Task A_label_says_how_urgent_it_is(string label, Severity severity, int rank)
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask(labels: [label]);
        await watched.LookAsync();
        (watched.Finding.Severity, watched.Finding.Rank).ShouldBe((severity, rank));
    }

    [Fact]
    public async Task What_a_machine_filed_comes_after_what_a_person_did()
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask(by: watched.World.User("github-actions[bot]"));
        await watched.LookAsync();
        watched.Finding.Rank.ShouldBe(5);
    }

    [Fact]
    public async Task A_look_at_what_has_not_changed_costs_none_of_the_budget_and_changes_nothing()
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask();
        await watched.LookAsync();
        var before = watched.Finding;
        watched.Server.ForgetRequests();

        var report = await watched.LookAsync();

        (report.Status, report.Changes.Count).ShouldBe((CycleStatus.Complete, 0));
        watched.Server.Requests.ShouldNotBeEmpty();
        watched.Server.Requests.Where(request => request.CostQuota).ShouldBeEmpty();
        watched.Finding.ShouldBe(before);
    }

    [Theory]
    [InlineData("closed", "it was closed")]
    [InlineData("not_planned", "it was closed as not planned")]
    [InlineData("duplicate", "it was closed as a duplicate")]
    [InlineData("unlabeled", "the label agentfleet:fix was taken off")]
    [InlineData("converted", "it was closed")]
    [InlineData("transferred", "it was transferred to another repository")]
    [InlineData("transferred out of sight", "it is not in this repository any more")]
    [InlineData("deleted", "it was deleted")]
    public async Task What_ends_an_issue_is_seen_and_said(string how, string why)
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask();
        await watched.LookAsync();
        switch (how)
        {
            case "closed":
                issue.Close(watched.Ann);
                break;
            case "not_planned" or "duplicate":
                issue.Close(watched.Ann, how);
                break;
            case "unlabeled":
                issue.Unlabel(Watched.FixLabel, watched.Ann);
                break;
            case "converted":
                issue.ConvertToDiscussion(watched.Ann);
                break;
            case "transferred":
                issue.TransferTo(watched.World.AddRepository("acme/other"), watched.Ann);
                break;
            case "transferred out of sight":
                issue.TransferTo(watched.World.AddRepository("acme/secret", isPrivate: true), watched.Ann);
                break;
            default:
                issue.Delete();
                break;
        }

        // What is gone is not among what has changed: only a look at all sees that.
        if (how is "closed" or "not_planned" or "duplicate" or "unlabeled" or "converted")
            await watched.LookAsync();
        else
            await watched.LookAtAllAsync();

        watched.Live.ShouldBeEmpty();
        watched.Column("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved'").ShouldBe([why]);
    }

    [Fact]
    public async Task An_issue_that_is_opened_again_is_a_new_episode()
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask();
        await watched.LookAsync();
        issue.Close(watched.Ann);
        await watched.LookAsync();
        issue.Reopen(watched.Ann);
        await watched.LookAsync();
        (watched.Finding.Episode, watched.Finding.State).ShouldBe((2, FindingState.Open));
    }

    [Fact]
    public async Task A_locked_issue_stays_one()
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask();
        await watched.LookAsync();
        issue.Lock(watched.Ann);
        await watched.LookAtAllAsync();
        watched.Finding.State.ShouldBe(FindingState.Open);
    }

    [Fact]
    public async Task A_repository_that_is_renamed_keeps_its_findings_under_the_new_name()
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask();
        await watched.LookAsync();
        var before = watched.Finding;
        issue.Comment("soon it will be called otherwise", watched.Ann);
        watched.Shop.Rename("store");
        await watched.LookAsync();
        watched.Finding.Id.ShouldBe(before.Id);
        await watched.LookAtAllAsync();
        (watched.Finding.Id, watched.Finding.Episode, watched.Finding.Subject).ShouldBe((before.Id, 1, "acme/store#1"));
    }

    [Fact]
    public async Task A_repository_that_is_not_watched_any_more_leaves_nothing_open()
    {
        await using var watched = await Watched.StartAsync();
        watched.Watch("acme/site").Issues.Open("Old", "x", watched.Ann, Watched.FixLabel);
        watched.Ask();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(2);
        watched.Configure([AgentFleet.GitHub.RepositoryName.Parse("acme/shop")]);
        await watched.LookAsync();
        watched.Finding.Subject.ShouldBe("acme/shop#1");
        watched.Column("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved'").ShouldBe(["its repository is not watched any more"]);
    }

    [Fact]
    public async Task More_than_a_page_of_issues_are_all_seen_and_what_shifts_meanwhile_ends_none()
    {
        await using var watched = await Watched.StartAsync();
        var issues = Enumerable.Range(1, 250).Select(number => watched.Shop.Issues.Open($"Issue {number}", "x", watched.Ann, Watched.FixLabel)).ToList();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(250);

        // One of the first page is closed between the pages, so that the first of the second page is never shown.
        watched.Clock.Advance(TimeSpan.FromHours(1));
        watched.Server.Before("/repos/{owner}/{repo}/issues", 2, () => issues[3].Close(watched.Ann));
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(249);
    }

    [Theory]
    [InlineData(false, Verdict.NotFixed)]
    [InlineData(true, Verdict.Fixed)]
    public async Task An_attempt_at_an_issue_has_fixed_it_when_it_is_closed_and_not_before(bool closes, Verdict verdict)
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask();
        await watched.LookAsync();
        await watched.LookAsync();
        if (closes)
            issue.Close(watched.Ann);
        watched.EndAttempt(watched.Finding);
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task An_issue_that_was_seen_closed_while_its_attempt_still_ran_was_fixed_and_somebody_is_told()
    {
        await using var watched = await Watched.StartAsync();
        var issue = watched.Ask();
        await watched.LookAsync();
        var attempt = watched.BeginAttempt(watched.Finding);
        issue.Close(watched.Ann);
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        watched.EndAttempt(attempt);

        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Fixed);
        watched.Alerts.ShouldBe(["finding.fixed 3: Fixed: It is broken"]);
    }

    [Fact]
    public async Task How_many_there_are_is_kept_for_each_cycle()
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask();
        watched.Shop.Issues.Open("Another", "x", watched.Stranger);
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Column("SELECT repository || ' ' || open_items || ' ' || labeled_issues FROM repo_counts").ShouldBe(["acme/shop 2.0 1.0", "acme/shop 2.0 1.0"]);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
