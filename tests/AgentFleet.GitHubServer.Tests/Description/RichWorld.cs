using AgentFleet.Hub.State;
using AgentFleet.Testing;

namespace AgentFleet.Hub.Tests.Description;

/// <summary>A server with something of everything in it.</summary>
internal sealed class RichWorld : IAsyncDisposable
{
    private RichWorld(GitHubServer server)
    {
        Server = server;
        Shop = server.World.AddRepository("acme/shop");
        Ann = server.World.User("ann");
        Shop.Grant(Ann, HubPermission.Maintain);
        Key = new AppKey(server.World);
        Token = server.World.AddToken(Ann).For(Shop).With(
            ("issues", "write"), ("pull_requests", "write"), ("actions", "read"), ("checks", "read"), ("statuses", "read"),
            ("contents", "write"), ("workflows", "write"), ("vulnerability_alerts", "read"), ("security_events", "read"))
            .Until(Now.AddDays(30));
        FillIssues();
        FillPulls();
        FillRuns();
        Shop.Code.Write("README.md", "# Shop\n");
        Shop.Code.Write(".github/workflows/ci.yml", "on: push\n");
        Shop.Security.AlertOfDependency("Newtonsoft.Json", "Deep nesting").Dismiss(Ann);
        Shop.Security.AlertOfDependency("YamlDotNet", "Types by name", "critical");
        Shop.Security.AlertOfDependency("Test.Tool", "Only for tests", "low").AutoDismiss();
        Shop.Security.AlertOfCode("cs/sql-injection", "SQL by hand").Fix();
        Shop.Security.AlertOfCode("cs/path", "Path by hand").Dismiss(Ann);
        Installation = Key.App.Install(Shop.Owner, new Dictionary<string, string> { ["issues"] = "write" }, Shop);
    }

    public GitHubServer Server { get; }

    public HubRepository Shop { get; }

    public HubUser Ann { get; }

    public HubToken Token { get; }

    public AppKey Key { get; }

    public HubInstallation Installation { get; }

    public HubIssue Issue { get; private set; } = null!;

    public HubPull Pull { get; private set; } = null!;

    public static DateTimeOffset Now { get; } = new FakeTimeProvider().GetUtcNow();

    public static async Task<RichWorld> StartAsync() => new(await GitHubServer.StartAsync(clock: new FakeTimeProvider()));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Key.Dispose();
    }

    private void FillIssues()
    {
        var (stranger, bot, gone) = (Server.World.User("stranger"), Server.World.User("helper[bot]"), Server.World.User("gone"));
        Shop.Labels.Add("agentfleet:fix", "d73a4a", "May be fixed by a machine");
        Issue = Shop.Issues.Open("It breaks \"here\"\n‮", "A body\r\n<!-- hidden -->", stranger, "bug");
        Issue.Label("agentfleet:fix", Ann).Unlabel("bug", Ann);
        Issue.Label("p1", Ann, via: Key.App);
        Issue.Rename("@/etc/passwd", stranger);
        Issue.EditBody("Another body");
        Issue.Comment("I see it too", bot);
        Issue.Comment("Me too", gone);
        Issue.Lock(Ann, "too heated");
        Issue.MentionIn(Shop.Issues.Open("No body", body: null, gone));
        Issue.Close(Ann, "not_planned");
        Issue.Reopen(Ann);
        Shop.Issues.Open("Done").Close(Ann);
        Shop.Issues.Open("To be discussed").ConvertToDiscussion(Ann);
        Shop.Issues.Open("Wrong").Delete();
        Shop.Issues.Open("Elsewhere").TransferTo(Server.World.AddRepository("acme/other"), Ann);
        gone.Delete();
    }

    private void FillPulls()
    {
        Pull = Shop.Pulls.Open("Mend it", "mend", Ann);
        Pull.Push();
        Pull.Dismiss(Pull.Review(Server.World.User("ben"), HubReviewState.ChangesRequested, "Not so"));
        Pull.Review(Server.World.User("ben"), HubReviewState.Approved);
        Pull.Review(Ann, HubReviewState.Pending);
        Pull.Issue.Label("agentfleet", Ann);
        Pull.Issue.Comment("Done", Ann);
        Pull.AskForReview(Server.World.User("cleo"));
        Shop.Pulls.Open("From a fork", "mend", Server.World.User("dan"), from: Server.World.AddRepository("dan/shop"));
        Shop.Pulls.Open("Half", "half", draft: true).SetConflicts(true);
        Shop.Pulls.Open("Merged", "merged").Merge(Ann);
        Shop.Commits.Check(Pull.HeadSha, "build", "failure", "It does not build");
        Shop.Commits.Check(Pull.HeadSha, "lint", null);
        Shop.Commits.Queue(Pull.HeadSha, "slow");
        Shop.Commits.Status(Pull.HeadSha, "ci/old", "pending");
        Shop.Commits.Status(Pull.HeadSha, "ci/old", "success", "All well");
    }

    private void FillRuns()
    {
        var build = Shop.Actions.Add("Build", "build.yml");
        build.Run("failure", by: Ann).Rerun("success");
        build.Run(null, branch: "mend", on: "pull_request");
        build.Run("failure", from: Server.World.AddRepository("eve/shop"));
        Shop.Actions.Add("Nightly", "nightly.yml").Run("timed_out", on: "schedule");
    }
}
