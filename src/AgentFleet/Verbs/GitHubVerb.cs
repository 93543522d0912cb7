using System.CommandLine;
using AgentFleet.Definitions;
using AgentFleet.GitHub;
using AgentFleet.GitHubCli;
using AgentFleet.GitHubSetup;
using AgentFleet.Showing;

namespace AgentFleet.Verbs;

/// <summary><c>agentfleet github setup OWNER/REPO</c>: labels and workflows for a repository, and what its token may do.</summary>
internal static class GitHubVerb
{
    public static Command Create() => new("github", "Make repositories on GitHub ready to be looked after") { Setup() };

    private static Command Setup()
    {
        var name = new Argument<string>("OWNER/REPO") { Description = "The repository" };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var json = Output.JsonOption();
        var verb = new Command("setup", "Make the labels, open a pull request with the workflows, and say which rights the token lacks or has too much") { name, dry, json };
        verb.SetAction((command, ct) => SetUpAsync(Site.Of(command), command.GetValue(name)!, command.GetValue(dry), command.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> SetUpAsync(Site site, string name, bool isDry, bool json, CancellationToken ct)
    {
        if (!RepositoryName.TryParse(name, out var asked))
            throw new UsageException($"{Quoted.Of(name)} is not a repository; write OWNER/REPO, such as acme/shop");
        var options = site.Configuration.GitHub
            ?? throw new UsageException($"there is no \"github\" section in {site.ConfigurationFile ?? "any agentfleet.yaml"}; agentfleet init shows one in its agentfleet.yaml");
        if (options.Access is GitHubAccess.Anonymous && !isDry)
            throw new UsageException("the \"github\" section names no token, and nothing can be set up without one; --dry-run needs none");
        var shipped = ShippedWorkflow.All(options.FixLabel);

        using var client = new GitHubClient(options, Site.Clock, GhToken.Asking(options.Api, Site.Clock));
        var (target, trouble) = await SetupTarget.FindAsync(client, asked, SetupWork.Asking, ct);
        if (target is null)
        {
            await Console.Error.WriteLineAsync(trouble);
            return Invocation.Failed;
        }
        var report = await SetupReport.MakeAsync(new SetupWork(client, options, target, isDry, ct), asked, shipped);
        if (json)
            SetupDocument.Print(report);
        else
            SetupPage.Print(report, Console.Out);
        return report.HasFailed ? Invocation.Failed : Invocation.Done;
    }
}
