using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Hub;
using AgentFleet.Hub.State;

namespace AgentFleet.Faults.Tests.Issues;

/// <summary>A GitHub with the repository acme/shop, and a fleet that looks at it each second and mends what it is asked to.</summary>
internal sealed class Tracker : IAsyncDisposable
{
    public const string FixLabel = "agentfleet:fix";

    private Tracker(GitHubServer server, int round)
    {
        Server = server;
        Shop = server.World.AddRepository("acme/shop");
        (Ann, Stranger) = (server.World.User("ann"), server.World.User("mallory"));
        Shop.Grant(Ann, HubPermission.Write);
        var token = server.World.AddToken(Shop.Owner).For(Shop).With(
            ("issues", "read"), ("pull_requests", "read"), ("actions", "read"), ("checks", "read"), ("statuses", "read"), ("vulnerability_alerts", "read"), ("security_events", "read"));
        Fleet = new(round, new() { GitHub = $"{{ api: \"{server.Url.AbsoluteUri.TrimEnd('/')}\", token: {token.Value}, repos: [acme/shop] }}" });
        Fleet.Define("hub", "kind: github\nschedule: every 1s\ntimeout: 30s");
        Fleet.Govern("mend", $$$"""
            ---
            executor: runbook
            match: { kind: github.issue, labels: [{{{FixLabel}}}] }
            backoff: { base: 1s, cap: 1s }
            run: [/bin/sh, -c, 'cp "$AGENTFLEET_UNTRUSTED"/issue.* "$0"', {{{Fleet.Folder}}}/troubles]
            ---
            Mends {{finding.repository}}, issue {{finding.number}}.

            """);
    }

    public GitHubServer Server { get; }

    public HubRepository Shop { get; }

    /// <summary>May write.</summary>
    public HubUser Ann { get; }

    /// <summary>May not.</summary>
    public HubUser Stranger { get; }

    public Fleet Fleet { get; }

    public static async Task<Tracker> StartAsync(int round) => new(await GitHubServer.StartAsync(), round);

    /// <summary>An issue of a stranger's. GitHub's times are whole seconds: what comes within the one before it would be unclear.</summary>
    public async Task<HubIssue> OpenAsync(string title, string body)
    {
        var issue = Shop.Issues.Open(title, body, Stranger);
        await Patience.ForAsync(TimeSpan.FromSeconds(1.1));
        return issue;
    }

    /// <summary>A file that the last run was given.</summary>
    public string Given(string file) => File.ReadAllText(Fleet.TroubleFile(file));

    public Task UntilFindingAsync(string status) =>
        Fleet.UntilAsync($"the finding was {status}", $"SELECT count(*) FROM finding_status WHERE kind = 'github.issue' AND status = '{status}'");

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await Server.DisposeAsync();
    }
}
