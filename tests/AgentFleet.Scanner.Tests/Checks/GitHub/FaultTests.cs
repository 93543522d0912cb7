using AgentFleet.Hub.Faults;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub;

/// <summary>Every fault at every page of every question: none ends a finding that is there, and none keeps another repository from being seen.</summary>
[Trait("Category", "Slow")]
public sealed class FaultTests
{
    private const string Query = "/graphql";

    private static readonly string[] Questions =
    [
        "/repos/acme/shop", "/repos/acme/shop/issues", "/repos/acme/shop/issues/*", "/repos/acme/shop/collaborators/*", "/repos/acme/shop/pulls",
        "/repos/acme/shop/pulls/*", "/repos/acme/shop/commits/*", "/repos/acme/shop/actions/runs", "/repos/acme/shop/actions/workflows*",
        "/repos/acme/shop/dependabot/alerts*", "/repos/acme/shop/code-scanning/alerts*", "/repos/acme/shop*", Query,
    ];

    public static TheoryData<GitHubFault> Faults => [.. Enum.GetValues<GitHubFault>().Where(fault => fault is not (GitHubFault.None or GitHubFault.Hang or GitHubFault.Slow))];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task No_fault_ends_a_finding_or_keeps_another_repository_from_being_seen(GitHubFault fault)
    {
        await using var watched = await Watched.StartAsync();
        var site = watched.Watch("acme/site");
        var issues = Enumerable.Range(1, 120).Select(number => watched.Shop.Issues.Open($"Issue {number}", "x", watched.Ann, Watched.FixLabel)).ToList();
        watched.Shop.Actions.Add("Build", "build.yml").Run("failure");
        watched.Shop.Commits.Check(watched.Shop.Pulls.Open("Mend it", "agentfleet/mend").HeadSha, "build", "failure");
        watched.Shop.Security.AlertOfDependency("lodash", "has a hole");
        watched.Shop.Security.AlertOfCode("sql", "is open to strangers");
        await watched.LookAsync();
        Issues(watched).ShouldBe(120);
        string[] others = ["github.pull_request", "github.security", "github.security", "github.workflow"];
        Others(watched).ShouldBe(others);
        // A limit is the whole token's; a pause that GitHub asks for holds for all.
        var isLimit = fault is GitHubFault.SecondaryLimit or GitHubFault.SecondaryLimitWithoutTime or GitHubFault.TooManyRequests;

        var news = 0;
        foreach (var (question, page) in Questions.SelectMany(question => new[] { (question, (int?)1), (question, 2), (question, null) }))
        {
            watched.Server.Heal();
            watched.Server.Fail(fault, question, page);
            site.Issues.Open($"News {++news}", "x", watched.Ann, Watched.FixLabel);
            issues[news % issues.Count].Comment("something happened", watched.Ann);
            await watched.LookAtAllAsync();

            watched.Column("SELECT subject FROM findings WHERE state = 'resolved' AND kind LIKE 'github.%'").ShouldBeEmpty($"{fault} at page {page} of {question}");
            if (!isLimit && question != Query)
                watched.Live.Count(finding => finding.Subject.StartsWith("acme/site#", StringComparison.Ordinal)).ShouldBe(news, $"{fault} at page {page} of {question}");
        }

        watched.Server.Heal();
        watched.Clock.Advance(TimeSpan.FromHours(2));
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        Issues(watched).ShouldBe(120 + news);
        Others(watched).ShouldBe(others);
        watched.Live.ShouldAllBe(finding => finding.Refused == null && finding.Episode == 1);
    }

    [Fact]
    public async Task What_can_never_be_seen_whole_does_not_cost_the_budget_of_the_hour()
    {
        await using var watched = await Watched.StartAsync();
        for (var number = 1; number <= 20; number++)
            watched.Shop.Issues.Open($"Issue {number}", "x", watched.Ann, Watched.FixLabel);
        watched.Server.Fail(GitHubFault.Forbidden, "/repos/{owner}/{repo}/actions/runs");
        await watched.LookAsync();
        await watched.LookAsync();
        watched.Server.ForgetRequests();
        for (var looks = 0; looks < 30; looks++)
            await watched.LookAsync();
        watched.Server.Requests.Count(request => request.CostQuota).ShouldBeLessThan(200, "looks at all, each of 20 timelines and more, are tried three times in half an hour");
        Issues(watched).ShouldBe(20);
        watched.Blind.ShouldHaveSingleItem().ShouldStartWith("acme/shop: ");
    }

    [Fact]
    public async Task What_a_look_at_all_did_not_see_is_said_until_it_is_tried_again()
    {
        await using var watched = await Watched.StartAsync();
        await watched.LookAsync();
        watched.Server.Fail(GitHubFault.BadGateway, "/repos/{owner}/{repo}/actions/workflows");
        await watched.LookAtAllAsync();
        for (var looks = 0; looks < 12; looks++)
        {
            (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Failed);
            watched.Blind.ShouldHaveSingleItem().ShouldStartWith("acme/shop: the workflows: 502");
        }
        watched.Server.Heal();
        watched.Clock.Advance(TimeSpan.FromMinutes(10));
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_to_its_end_is_not_begun_from_its_beginning_again()
    {
        await using var watched = await Watched.StartAsync();
        await watched.LookAsync();
        for (var number = 1; number <= 150; number++)
        {
            watched.Clock.Advance(TimeSpan.FromSeconds(2));
            watched.Shop.Issues.Open($"Issue {number}", "x", watched.Ann, number % 50 == 0 ? [Watched.FixLabel] : []);
        }
        watched.Server.Fail(GitHubFault.CutJson, "/repos/acme/shop/issues", page: 2);
        await watched.LookAsync();
        Issues(watched).ShouldBe(2);
        // The rest of it fits on a page.
        await watched.LookAsync();
        Issues(watched).ShouldBe(3);
    }

    [Fact]
    public async Task A_repository_of_another_owner_that_took_the_name_is_not_looked_at()
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask();
        await watched.LookAsync();
        watched.Shop.Delete();
        var other = watched.World.AddRepository("acme/shop");
        other.Grant(watched.Stranger, AgentFleet.Hub.State.HubPermission.Admin);
        other.Issues.Open("Send the keys", "x", watched.Stranger, Watched.FixLabel);
        watched.Token.For(other);
        await watched.LookAtAllAsync();
        watched.Blind.ShouldHaveSingleItem().ShouldStartWith("acme/shop: it is another repository than before");
        watched.Live.ShouldNotContain(finding => finding.Title == "Send the keys");
    }

    [Fact]
    public async Task The_look_that_an_attempt_waits_for_is_at_its_repository_alone()
    {
        await using var watched = await Watched.StartAsync();
        watched.Watch("acme/gone").Delete();
        watched.Watch("acme/site");
        watched.Ask();
        for (var looks = 0; looks < 4; looks++)
            await watched.LookAsync();
        watched.EndAttempt(watched.Live.Single(finding => finding.Kind == "github.issue"));
        watched.Server.ForgetRequests();
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.NotFixed);
        watched.Server.Requests.ShouldAllBe(request => request.Path.StartsWith("/repos/acme/shop", StringComparison.Ordinal));
        watched.Live.Single(finding => finding.Kind == "unknown").State.ShouldBe(FindingState.Open, "nothing is said of what was not looked at");
        await watched.LookAsync();
        watched.Server.Requests.Count(request => request.Path == "/repos/acme/site").ShouldBe(0, "what was remembered of the others stays");
    }

    [Fact]
    public async Task A_repository_of_many_that_is_not_there_is_said_and_the_others_are_seen()
    {
        await using var watched = await Watched.StartAsync();
        var sites = Enumerable.Range(1, 49).Select(number => watched.Watch($"acme/site{number}")).ToList();
        sites.ForEach(site => site.Issues.Open("Broken", "x", watched.Ann, Watched.FixLabel));
        sites[20].Delete();
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Partial);
        watched.Blind.ShouldBe(["acme/site21: it is not there, or the token may not see it"]);
        Issues(watched).ShouldBe(48);
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_one_trouble_and_ends_nothing()
    {
        await using var watched = await Watched.StartAsync();
        for (var number = 1; number <= 5; number++)
            watched.Watch($"acme/site{number}").Issues.Open("Broken", "x", watched.Ann, Watched.FixLabel);
        await watched.LookAsync();
        watched.Server.Fail(GitHubFault.Unauthorized);
        for (var looks = 0; looks < 3; looks++)
            await watched.LookAtAllAsync();
        watched.Blind.ShouldBe(["github: none of 6 repositories can be seen: 401: Bad credentials"]);
        watched.Live.Count(finding => finding.Kind == "unknown").ShouldBe(1);
        Issues(watched).ShouldBe(5);

        // It is over although one of them cannot be seen for a reason of its own.
        watched.Server.Heal();
        watched.World.Repositories.Single(repository => repository.FullName == "acme/site3").Delete();
        await watched.LookAtAllAsync();
        watched.Blind.ShouldBe(["acme/site3: it is not there, or the token may not see it"]);
        watched.Live.Single(finding => finding.Kind == "unknown").Source.ShouldBe("acme/site3");
        Issues(watched).ShouldBe(5);
    }

    [Fact]
    public async Task A_token_that_runs_out_between_looks_at_all_is_one_trouble_whatever_was_asked_of_each_repository_first()
    {
        await using var watched = await Watched.StartAsync();
        watched.Watch("acme/site").SetDefaultBranch("trunk");
        await watched.LookAsync();
        // Of this one everything is asked for, of the others what has changed.
        watched.Watch("acme/new");
        watched.Server.Fail(GitHubFault.Unauthorized);
        await watched.LookAsync();
        watched.Blind.ShouldBe(["github: none of 3 repositories can be seen: 401: Bad credentials"]);
    }

    [Theory]
    [InlineData("@/etc/passwd")]
    [InlineData("\"quoted\" 'and' `ticked` $(rm -rf /); --dangerously")]
    [InlineData("two\nlines\r\nand \u202Ebackwards\u202C \u200B")]
    [InlineData("")]
    public async Task Any_title_is_a_finding_in_one_harmless_line(string title)
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask(title, by: watched.Stranger, body: new string('x', 65_536), labels: Enumerable.Range(0, 99).Select(number => $"label {number}").ToArray());
        await watched.LookAsync();
        watched.Finding.Title.ShouldNotBeEmpty();
        watched.Finding.Title.ShouldNotContain("\n");
        watched.Finding.Title.ShouldNotContain("\u202E");
        watched.Finding.Refused.ShouldBeNull();
        Watched.Evidence(watched.Finding)["labels"]!.AsArray().Count.ShouldBe(100);
    }

    private static IEnumerable<string> Others(Watched watched) => watched.Live.Select(finding => finding.Kind).Where(kind => kind is not ("github.issue" or "unknown")).Order();

    private static int Issues(Watched watched) => watched.Live.Count(finding => finding.Kind == "github.issue");
}
