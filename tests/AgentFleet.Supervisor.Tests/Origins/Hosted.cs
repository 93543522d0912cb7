using AgentFleet.GitHub;
using AgentFleet.Hub;
using AgentFleet.Hub.State;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Supervisor.Tests.Loops;

namespace AgentFleet.Supervisor.Tests.Origins;

/// <summary>A GitHub with the repository acme/shop, and a supervisor that may ask it. What the scanner would have seen is said by the test.</summary>
internal sealed class Hosted : IAsyncDisposable
{
    public const string FixLabel = "agentfleet:fix";

    private Hosted(GitHubServer server, bool isConfigured, int mostAtOnce)
    {
        Server = server;
        Shop = server.World.AddRepository("acme/shop");
        Token = server.World.AddToken(Shop.Owner).For(Shop).With(("issues", "read"), ("pull_requests", "read"));
        var options = new GitHubOptions(
            new Uri(server.Url.AbsoluteUri.TrimEnd('/') + "/"), new GitHubAccess.Text(new AccessToken(Token.Value)), [RepositoryName.Parse("acme/shop")], FixLabel);
        Loop = new(mostAtOnce, gitHub: clock => new(() => isConfigured ? options : null, clock, _ => _ => Task.FromResult<string?>(null)));
        Loop.Policy("cure", Written.Runbook("""cp "$AGENTFLEET_UNTRUSTED"/* . ; cp ../order.md .""", "match: { kind: github.issue, labels: [AgentFleet:Fix] }", "backoff: { base: 1m, cap: 1m }"));
        Loop.Policy("mend", Written.Runbook("""cp "$AGENTFLEET_UNTRUSTED"/* .""", "match: { kind: github.pull_request }", "backoff: { base: 1m, cap: 1m }"));
    }

    public GitHubServer Server { get; }

    public HubRepository Shop { get; }

    public HubToken Token { get; }

    public HubUser Ann => Shop.Owner;

    public Loop Loop { get; }

    public Attempt Attempt => Loop.Claims.Of(Loop.Scanner.Finding(Subject).Id)[0];

    public string Subject { get; private set; } = "";

    public static async Task<Hosted> StartAsync(bool isConfigured = true, int mostAtOnce = 2) => new(await GitHubServer.StartAsync(), isConfigured, mostAtOnce);

    /// <summary>An issue with the fix label, as it stands for a scanner that looks now.</summary>
    public (HubIssue Issue, Watched Seen) Ask(string title = "It is broken", string body = "Please mend it.")
    {
        var issue = Shop.Issues.Open(title, body, Ann, FixLabel, "p1");
        Subject = $"{Shop.FullName}#{issue.Number}";
        var seen = Loop.Trouble(new Watched(Subject, Loop.File($"watched/issue-{issue.Number}"), Policy: null) { Kind = "github.issue" });
        See(issue, seen);
        return (issue, seen);
    }

    /// <summary>What is there now becomes what the scanner's next look tells.</summary>
    public void See(HubIssue issue, Watched seen)
    {
        seen.Evidence["repository"] = Shop.FullName;
        seen.Evidence["number"] = issue.Number;
        seen.Evidence["issue_id"] = issue.Id;
        seen.Evidence["label_event_id"] = issue.LabelEvent(FixLabel);
        seen.Evidence["labels"] = issue.Labels.Select(label => label.Name).ToArray();
        seen.Evidence["content_hash"] = new Issue { Id = issue.Id, Number = issue.Number, UpdatedAt = issue.UpdatedAt, Title = issue.Title, Body = issue.Body }.ContentHash;
    }

    public string Work(string file) => File.ReadAllText(Path.Combine(Loop.State.Run(Attempt.Id), "work", file));

    /// <summary>What is kept beside what the run is given.</summary>
    public string Kept(string file) => File.ReadAllText(Path.Combine(Loop.State.Run(Attempt.Id), file));

    public bool Ran => Directory.Exists(Path.Combine(Loop.State.Run(Attempt.Id), "work"));

    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync();
        await Server.DisposeAsync();
    }
}
