using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgentFleet.Workflows.Tests.StandIn;

internal static class ActionsEndpoints
{
    public static void Map(IEndpointRouteBuilder app, GitHubStandIn github)
    {
        var store = github.Store;
        app.On(github, "GET", "/actions/workflows/{workflow}/runs", (context, _) => Reply.Page(context, github.PageSize, RunsOf(store, context), "workflow_runs"));
        app.On(github, "GET", "/actions/runs/{number}/attempts/{attempt}/jobs", (context, _) =>
            Reply.Page(context, github.PageSize, store.Jobs.GetValueOrDefault(((long)context.Number(), int.Parse(context.Value("attempt"), CultureInfo.InvariantCulture)), []), "jobs"));
        app.On(github, "GET", "/collaborators/{login}/permission", (context, _) =>
            store.Permissions.TryGetValue(context.Value("login"), out var permission)
                ? new(200, new JsonObject { ["permission"] = permission, ["user"] = Store.User(context.Value("login")) })
                : Reply.NotFound);
    }

    private static IEnumerable<JsonObject> RunsOf(Store store, HttpContext context) => store.Runs
        .Where(run => $"{run["workflow_id"]}" == context.Value("workflow")
            && $"{run["head_branch"]}" == context.Request.Query["branch"].ToString()
            && $"{run["status"]}" == context.Request.Query["status"].ToString())
        .OrderByDescending(run => (int)run["run_number"]!);
}
