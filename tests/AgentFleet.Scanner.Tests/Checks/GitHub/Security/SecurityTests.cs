using AgentFleet.Hub.Faults;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub.Security;

public sealed class SecurityTests
{
    [Fact]
    public async Task Open_alerts_are_findings_with_all_that_a_policy_wants_to_know()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name", "critical");
        watched.Shop.Security.AlertOfCode("cs/path", "Path by hand", "low");
        watched.Shop.Security.AlertOfDependency("Other", "Fixed long ago").Fix();

        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);

        watched.Live.Select(finding => (finding.Kind, finding.Subject, finding.Title, finding.Severity, finding.State)).ShouldBe(
            [
                ("github.security", "acme/shop dependabot#1", "YamlDotNet: Types by name", Severity.Critical, FindingState.Open),
                ("github.security", "acme/shop code-scanning#1", "src/Shop.cs: Path by hand", Severity.Info, FindingState.Open),
            ],
            ignoreOrder: true);
        watched.Live.Single(finding => finding.Severity == Severity.Critical).Evidence.ShouldBe(
            $$"""
            {"package":"YamlDotNet","ecosystem":"nuget","manifest":"src/Shop.csproj","advisories":["GHSA-2345-6789-cfgh"],"severity":"critical","vulnerable_versions":"\u003C 2.0.0","patched_version":"2.0.0","url":"https://github.com/acme/shop/security/dependabot/1","repository":"acme/shop","repository_id":{{watched.Shop.Id}},"source":"dependabot","number":1,"created_at":"2026-01-02T03:04:05.000Z"}
            """);
        watched.Column("SELECT security_alerts || '' FROM repo_counts").ShouldBe(["2.0"]);
    }

    [Theory]
    [InlineData("critical", Severity.Critical)]
    [InlineData("high", Severity.Warning)]
    [InlineData("medium", Severity.Warning)]
    [InlineData("low", Severity.Info)]
    public async Task How_severe_it_is_says_the_advisory(string severity, Severity expected)
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name", severity);
        await watched.LookAsync();
        watched.Finding.Severity.ShouldBe(expected);
    }

    [Theory]
    [InlineData("fixed", "it was fixed")]
    [InlineData("dismissed", "it was dismissed")]
    [InlineData("auto", "it was dismissed by a rule")]
    public async Task An_alert_ends_by_its_own_word_at_the_next_full_look(string how, string why)
    {
        await using var watched = await Watched.StartAsync();
        var alert = watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name");
        await watched.LookAsync();
        if (how == "fixed")
            alert.Fix();
        else if (how == "dismissed")
            alert.Dismiss(watched.Ann);
        else
            alert.AutoDismiss();
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(1, "it is not asked for at each look");
        await watched.LookAtAllAsync();
        watched.Live.ShouldBeEmpty();
        watched.Column("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved'").ShouldBe([why]);
    }

    [Theory]
    [InlineData("/repos/{owner}/{repo}/dependabot/alerts", GitHubFault.InternalError)]
    [InlineData("/repos/{owner}/{repo}/dependabot/alerts", GitHubFault.NotFound)]
    [InlineData("/repos/{owner}/{repo}/dependabot/alerts", GitHubFault.CutJson)]
    [InlineData("/repos/{owner}/{repo}/dependabot/alerts/{alert_number}", GitHubFault.InternalError)]
    public async Task What_cannot_be_seen_ends_nothing(string question, GitHubFault fault)
    {
        await using var watched = await Watched.StartAsync();
        var alert = watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name");
        await watched.LookAsync();
        alert.Fix();
        watched.Server.Fail(fault, question);
        await watched.LookAtAllAsync();
        watched.Live.Count(finding => finding.Kind == "github.security").ShouldBe(1);
        watched.Server.Heal();
        await watched.LookAtAllAsync();
        watched.Live.Where(finding => finding.Kind == "github.security").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("/repos/{owner}/{repo}/dependabot/alerts", 1)]
    public async Task An_alert_that_is_not_there_any_more_ends_when_the_list_was_seen_whole(string? unseen, int left)
    {
        await using var watched = await Watched.StartAsync();
        var alert = watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name");
        await watched.LookAsync();
        alert.Fix();
        watched.Server.Fail(GitHubFault.NotFound, "/repos/{owner}/{repo}/dependabot/alerts/{alert_number}");
        if (unseen is not null)
            watched.Server.Fail(GitHubFault.NotFound, unseen);
        await watched.LookAtAllAsync();
        watched.Live.Count(finding => finding.Kind == "github.security").ShouldBe(left);
        if (left == 0)
            watched.Column("SELECT data ->> 'reason' FROM events WHERE kind = 'finding.resolved'").ShouldBe(["it is not in this repository any more"]);
    }

    [Fact]
    public async Task Alerts_that_are_switched_off_or_not_for_this_token_are_no_trouble_and_end_nothing()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name");
        watched.Shop.Security.CodeScanningIsOn = false;
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.Count.ShouldBe(1);
        watched.Shop.Security.DependabotIsOn = false;
        (await watched.LookAtAllAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.Count.ShouldBe(1);
        watched.Server.Fail(GitHubFault.Forbidden, "/repos/acme/shop/dependabot*");
        (await watched.LookAtAllAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Live.Count.ShouldBe(1);
    }

    [Fact]
    public async Task More_than_a_page_of_them_are_all_seen_and_a_missing_page_ends_none()
    {
        await using var watched = await Watched.StartAsync();
        for (var number = 1; number <= 130; number++)
            watched.Shop.Security.AlertOfDependency($"Package {number}", "It has a hole");
        await watched.LookAsync();
        watched.Live.Count.ShouldBe(130);
        watched.Server.Fail(new FaultOrder(GitHubFault.InternalError) { On = "/repos/{owner}/{repo}/dependabot/alerts", After = 1 });
        await watched.LookAtAllAsync();
        watched.Live.Count(finding => finding.Kind == "github.security").ShouldBe(130);
    }

    [Theory]
    [InlineData(true, Verdict.Fixed)]
    [InlineData(false, Verdict.NotFixed)]
    public async Task An_attempt_is_judged_at_once(bool isFixed, Verdict verdict)
    {
        await using var watched = await Watched.StartAsync();
        var alert = watched.Shop.Security.AlertOfCode("cs/path", "Path by hand");
        await watched.LookAsync();
        watched.EndAttempt(watched.Finding);
        if (isFixed)
            alert.Fix();
        (await watched.LookAsync(CycleTrigger.Look)).Verifications.ShouldHaveSingleItem().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task They_are_let_go_when_nobody_wants_them_any_more()
    {
        await using var watched = await Watched.StartAsync();
        watched.Shop.Security.AlertOfDependency("YamlDotNet", "Types by name");
        await watched.LookAsync();
        watched.Definition = Watched.Define("security: false");
        await watched.LookAsync();
        watched.Live.ShouldBeEmpty();
        watched.Server.ForgetRequests();
        await watched.LookAtAllAsync();
        watched.Server.Requests.ShouldNotContain(request => request.Path.Contains("alerts", StringComparison.Ordinal));
    }
}
