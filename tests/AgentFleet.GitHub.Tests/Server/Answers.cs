using Microsoft.AspNetCore.Http;

namespace AgentFleet.GitHub.Tests.Server;

internal static class Answers
{
    public static async Task Json(this HttpContext context, string json, int status = 200, params IEnumerable<(string Name, string Value)> headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(json);
    }

    public static Task Status(this HttpContext context, int status, params IEnumerable<(string Name, string Value)> headers)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return Task.CompletedTask;
    }

    /// <summary>304 where that is what the client knows, else the body.</summary>
    public static Task Tagged(this HttpContext context, string etag, string json, params IEnumerable<(string Name, string Value)> headers) =>
        context.Request.Headers.IfNoneMatch == etag ? context.Status(304, ("ETag", etag)) : context.Json(json, 200, [.. headers, ("ETag", etag)]);

    public static int Page(this HttpContext context) => int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    public static (string, string) Next(this HttpContext context, int page) =>
        ("Link", $"<http://{context.Request.Host}{context.Request.Path}?per_page=100&page={page}>; rel=\"next\", <http://{context.Request.Host}/x?page=9>; rel=\"last\"");
}
