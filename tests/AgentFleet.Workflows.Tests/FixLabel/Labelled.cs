using System.Text.Json.Nodes;
using AgentFleet.Workflows.Tests.StandIn;

namespace AgentFleet.Workflows.Tests.FixLabel;

/// <summary>Somebody puts the fix label on issue 1; the stand-in knows it, and GitHub's event comes of it.</summary>
internal static class Labelled
{
    public const string Fix = "agentfleet:fix";

    public static JsonObject By(GitHubStandIn github, string? login, string label = Fix)
    {
        var store = github.Store;
        if (store.Issues.Count == 0)
            store.AddIssue("It crashes", "When I click.", "ann");
        if (!store.LabelsOf(1).Contains(label))
            ((JsonArray)store.Issue(1)["labels"]!).Add(new JsonObject { ["name"] = label });
        store.AddEvent(1, "labeled", label, login);
        return new()
        {
            ["action"] = "labeled",
            ["issue"] = store.Issue(1).DeepClone(),
            ["label"] = new JsonObject { ["name"] = label },
            ["sender"] = Store.User(login ?? "ghost"),
        };
    }
}
