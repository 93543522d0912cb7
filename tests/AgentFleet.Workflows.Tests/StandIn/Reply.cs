using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Workflows.Tests.StandIn;

internal sealed record Reply(int Status, JsonNode? Body)
{
    public Reply(int status, string message) : this(status, new JsonObject { ["message"] = message }) { }

    public static Reply NotFound { get; } = new(404, "Not Found");

    /// <summary>One page of a listing and where the next one is; a wrapped one stands in an object by this name.</summary>
    public static Reply Page(HttpContext context, int most, IEnumerable<JsonNode> items, string? wrapped = null)
    {
        var all = items.ToList();
        var size = Math.Min(most, Number(context, "per_page", 30));
        var page = Number(context, "page", 1);
        if (page * size < all.Count)
        {
            var query = QueryString.Create(context.Request.Query.Where(part => part.Key != "page").Append(new("page", $"{page + 1}")));
            context.Response.Headers.Link = $"<http://{context.Request.Host}{context.Request.Path}{query}>; rel=\"next\", <http://{context.Request.Host}/>; rel=\"last\"";
        }
        var shown = new JsonArray([.. all.Skip((page - 1) * size).Take(size).Select(item => item.DeepClone())]);
        return new(200, wrapped is null ? shown : new JsonObject { ["total_count"] = all.Count, [wrapped] = shown });
    }

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(Body?.ToJsonString() ?? "");
    }

    private static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], out var number) ? number : otherwise;
}
