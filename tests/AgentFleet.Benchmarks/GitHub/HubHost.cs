using System.Globalization;
using AgentFleet.Hub;
using AgentFleet.Hub.State;

namespace AgentFleet.Benchmarks;

/// <summary>
/// The server in a process of its own, so that what the scanner costs is the scanner's. It says its address and a token, and
/// obeys one word a line: <c>forget</c>, <c>count</c>, <c>label NUMBER</c>.
/// </summary>
internal static class HubHost
{
    public const string Verb = "--github-server";

    // So many of a repository's open issues ask for a fix.
    public const int Labeled = 5;

    public const string FixLabel = "agentfleet:fix";

    /// <summary>Limits that a real GitHub sets to one token would be met by hundreds of repositories in a minute.</summary>
    private static readonly GitHubRules Rules = new() { PrimaryLimit = 10_000_000, PointsPerMinute = 10_000_000 };

    public static async Task<int> RunAsync(int repositories, int issues)
    {
        await using var server = await GitHubServer.StartAsync(Rules);
        var ann = server.World.User("ann");
        var owner = server.World.User("acme");
        var token = server.World.AddToken(owner).With(
            [("issues", "read"), ("pull_requests", "read"), ("actions", "read"), ("checks", "read"), ("statuses", "read"), ("vulnerability_alerts", "read"), ("security_events", "read")]);
        for (var number = 0; number < repositories; number++)
            token.For(Fill(server.World.AddRepository(NameOf(number)), ann, issues));
        server.Prepare();
        Say(server.Url.AbsoluteUri.TrimEnd('/'));
        Say(token.Value);
        while (await Console.In.ReadLineAsync() is { } line)
            Obey(server, ann, line.Split(' '));
        return 0;
    }

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"acme/r{number:000}");

    private static void Obey(GitHubServer server, HubUser ann, string[] words)
    {
        switch (words)
        {
            case ["forget"]:
                server.ForgetRequests();
                Say("forgotten");
                break;
            case ["count"]:
                Say(string.Create(CultureInfo.InvariantCulture, $"{server.Requests.Count} {server.Requests.Count(request => request.CostQuota)}"));
                break;
            case ["label", var repository]:
                var issue = server.World.Repositories[int.Parse(repository, CultureInfo.InvariantCulture)].Issues.Open("Mend this", "please", ann);
                issue.Label(FixLabel, ann);
                Say(string.Create(CultureInfo.InvariantCulture, $"{issue.Repository.FullName}#{issue.Number}"));
                break;
            default:
                Say("?");
                break;
        }
    }

    private static HubRepository Fill(HubRepository repository, HubUser ann, int issues)
    {
        repository.Grant(ann, HubPermission.Write);
        var body = new string('x', 500);
        for (var number = 0; number < issues; number++)
            repository.Issues.Open($"Issue {number}", body, ann, number < Labeled ? ["bug", FixLabel] : ["bug"]);
        repository.Actions.Add("Build", "build.yml").Run("success");
        return repository;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
