using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgentFleet.Workflows.Tests.StandIn;

internal static class Endpoint
{
    /// <summary>Answers a method and a path below the repository; one at a time, so that the store needs no locks.</summary>
    public static void On(this IEndpointRouteBuilder app, GitHubStandIn github, string method, string path, Func<HttpContext, JsonNode?, Reply> answer) =>
        app.MapMethods($"/repos/{GitHubStandIn.Repository}{path}", [method], async context =>
        {
            var body = context.Request.ContentLength > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
            Reply reply;
            lock (github.Store)
                reply = answer(context, body);
            await reply.WriteAsync(context);
        });

    public static string Value(this HttpContext context, string name) => context.Request.RouteValues[name]!.ToString()!;

    public static int Number(this HttpContext context) => int.Parse(context.Value("number"), System.Globalization.CultureInfo.InvariantCulture);
}
