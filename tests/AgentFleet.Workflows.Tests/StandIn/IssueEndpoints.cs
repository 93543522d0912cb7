using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgentFleet.Workflows.Tests.StandIn;

internal static class IssueEndpoints
{
    public static void Map(IEndpointRouteBuilder app, GitHubStandIn github)
    {
        var store = github.Store;
        app.On(github, "GET", "/issues", (context, _) => Reply.Page(context, github.PageSize, store.Issues.Where(issue => IsAskedFor(issue, context.Request.Query))));
        app.On(github, "POST", "/issues", (_, body) => new(201, Create(store, body!)));
        app.On(github, "GET", "/issues/{number}", (context, _) => Known(store, context) ? new(200, store.Issue(context.Number()).DeepClone()) : Reply.NotFound);
        app.On(github, "PATCH", "/issues/{number}", (context, body) => new(200, Change(store, context.Number(), body!)));
        app.On(github, "GET", "/issues/{number}/events", (context, _) => Reply.Page(context, github.PageSize, Store.Of(store.Events, context.Number())));
        app.On(github, "GET", "/issues/{number}/comments", (context, _) => Reply.Page(context, github.PageSize, Store.Of(store.Comments, context.Number())));
        app.On(github, "POST", "/issues/{number}/comments", (context, body) =>
        {
            store.AddComment(context.Number(), (string)body!["body"]!, Store.Workflow);
            return new(201, new JsonObject());
        });
        LabelEndpoints.Map(app, github);
    }

    private static bool Known(Store store, HttpContext context) => context.Number() <= store.Issues.Count;

    private static bool IsAskedFor(JsonObject issue, IQueryCollection query)
    {
        var state = query["state"].FirstOrDefault() ?? "open";
        var labels = ((JsonArray)issue["labels"]!).Select(label => (string)label!["name"]!);
        return (state == "all" || state == (string)issue["state"]!)
            && (query["labels"].FirstOrDefault() is not { } label || labels.Contains(label, StringComparer.OrdinalIgnoreCase))
            && (query["since"].FirstOrDefault() is not { } since || string.CompareOrdinal((string)issue["updated_at"]!, since) >= 0);
    }

    // GitHub makes a label that it does not know, grey and without a description.
    private static JsonNode Create(Store store, JsonNode body)
    {
        var labels = ((JsonArray)body["labels"]!).Select(label => (string)label!).ToList();
        foreach (var label in labels)
            store.Labels.TryAdd(label, new() { ["name"] = label, ["color"] = "ededed" });
        return store.AddIssue((string)body["title"]!, (string)body["body"]!, Store.Workflow, labels).DeepClone();
    }

    private static JsonNode Change(Store store, int number, JsonNode body)
    {
        var issue = store.Issue(number);
        foreach (var (key, value) in (JsonObject)body)
            issue[key] = value?.DeepClone();
        issue["updated_at"] = store.Now();
        return issue.DeepClone();
    }
}
