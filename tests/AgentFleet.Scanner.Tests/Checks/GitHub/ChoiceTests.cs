using AgentFleet.GitHub;
using AgentFleet.Hub.Faults;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Scanner.Tests.Checks.GitHub;

/// <summary>Which repositories are looked at.</summary>
public sealed class ChoiceTests
{
    [Fact]
    public async Task An_App_sees_what_it_is_installed_on_and_asks_for_that_at_no_cost_while_it_stays()
    {
        await using var watched = await Watched.StartAsync();
        var installation = watched.UseApp();
        watched.Ask();
        await watched.LookAsync();
        watched.Finding.Subject.ShouldBe("acme/shop#1");
        watched.Server.ForgetRequests();
        await watched.LookAsync();
        watched.Server.Requests.Where(request => request.CostQuota).ShouldBeEmpty();

        var site = watched.World.AddRepository("acme/site");
        site.Grant(watched.Ann, AgentFleet.Hub.State.HubPermission.Write);
        site.Issues.Open("Broken", "x", watched.Ann, Watched.FixLabel);
        installation.Add(site);
        await watched.LookAsync();
        watched.Live.Select(finding => finding.Subject).ShouldBe(["acme/shop#1", "acme/site#1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Not_to_know_what_an_App_is_installed_on_ends_nothing()
    {
        await using var watched = await Watched.StartAsync();
        watched.UseApp();
        watched.Ask();
        await watched.LookAsync();
        watched.Server.Fail(GitHubFault.BadGateway, "/installation/repositories");
        (await watched.LookAtAllAsync()).Status.ShouldBe(CycleStatus.Failed);
        watched.Blind.ShouldHaveSingleItem().ShouldStartWith("github: the installation's repositories: 502");
        watched.Live.ShouldContain(finding => finding.Kind == "github.issue" && finding.State == FindingState.Open);
    }

    [Fact]
    public async Task A_definition_may_name_its_own()
    {
        await using var watched = await Watched.StartAsync("repos: [acme/site]");
        watched.Watch("acme/site").Issues.Open("Broken", "x", watched.Ann, Watched.FixLabel);
        watched.Configure([RepositoryName.Parse("acme/shop")]);
        watched.Ask();
        await watched.LookAsync();
        watched.Finding.Subject.ShouldBe("acme/site#1");
    }

    [Fact]
    public async Task A_note_that_nobody_understands_is_as_good_as_none()
    {
        await using var watched = await Watched.StartAsync();
        watched.Ask();
        await watched.LookAsync();
        watched.Spoil();
        (await watched.LookAsync()).Status.ShouldBe(CycleStatus.Complete);
        watched.Finding.Episode.ShouldBe(1);
    }

    [Fact]
    public async Task What_there_was_no_time_for_is_said_and_comes_first_the_next_time()
    {
        await using var alone = await Watched.StartAsync();
        alone.Watch("acme/site").Issues.Open("Broken", "x", alone.Ann, Watched.FixLabel);
        alone.Configure([RepositoryName.Parse("acme/site")]);
        await alone.LookAsync();

        await using var watched = await Watched.StartAsync();
        watched.Ask();
        watched.Watch("acme/site").Issues.Open("Broken", "x", watched.Ann, Watched.FixLabel);
        watched.Definition = watched.Definition with { Timeout = TimeSpan.FromSeconds(10) };
        watched.Server.Fail(GitHubFault.Hang, "/repos/acme/shop");
        // No time passes before the other has had all its answers.
        (await watched.LookAsync(hangs: () => OfSite(watched) >= OfSite(alone))).Status.ShouldBe(CycleStatus.Partial);
        watched.Blind.ShouldBe(["acme/shop: there was no time left to look at it"]);
        watched.Live.Single(finding => finding.Kind == "github.issue").Subject.ShouldBe("acme/site#1");
        watched.Server.Heal();
        await watched.LookAsync();
        watched.Live.Count(finding => finding.Kind == "github.issue").ShouldBe(2);

        static int OfSite(Watched watched) => watched.Server.Requests.Count(request => request.Path.StartsWith("/repos/acme/site", StringComparison.Ordinal));
    }
}
