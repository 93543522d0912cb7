using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace AgentFleet.Workflows.Tests.StandIn;

internal static class LabelEndpoints
{
    public static void Map(IEndpointRouteBuilder app, GitHubStandIn github)
    {
        var store = github.Store;
        app.On(github, "GET", "/labels/{name}", (context, _) => store.Labels.TryGetValue(context.Value("name"), out var label) ? new(200, label.DeepClone()) : Reply.NotFound);
        app.On(github, "POST", "/labels", (_, body) =>
            store.Labels.TryAdd((string)body!["name"]!, (JsonObject)body.DeepClone()) ? new(201, body) : new(422, "Validation Failed"));
        app.On(github, "POST", "/issues/{number}/labels", (context, body) => new(200, Add(store, context.Number(), (JsonArray)body!["labels"]!)));
        app.On(github, "DELETE", "/issues/{number}/labels/{name}", (context, _) => Remove(store, context.Number(), context.Value("name")));
    }

    private static JsonNode Add(Store store, int issue, JsonArray names)
    {
        var labels = (JsonArray)store.Issue(issue)["labels"]!;
        foreach (var name in names.Select(name => (string)name!).Except(store.LabelsOf(issue), StringComparer.OrdinalIgnoreCase).ToList())
        {
            labels.Add(new JsonObject { ["name"] = name });
            store.AddEvent(issue, "labeled", name, Store.Workflow);
        }
        return labels.DeepClone();
    }

    private static Reply Remove(Store store, int issue, string name)
    {
        var labels = (JsonArray)store.Issue(issue)["labels"]!;
        if (labels.FirstOrDefault(label => string.Equals((string?)label!["name"], name, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return new(404, "Label does not exist");

        labels.Remove(found);
        store.AddEvent(issue, "unlabeled", name, Store.Workflow);
        return new(200, labels.DeepClone());
    }
}
