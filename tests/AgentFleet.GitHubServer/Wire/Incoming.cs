using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentFleet.Hub.Wire;

/// <summary>A request as it came.</summary>
internal sealed record Incoming(HttpRequest Request, string Path, string Query, JsonElement Body)
{
    public string Method => Request.Method;

    public static async Task<Incoming> ReadAsync(HttpContext context, string basePath)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var path = target[0].StartsWith(basePath + "/", StringComparison.Ordinal) ? target[0][basePath.Length..] : "";
        return new(context.Request, path, target.Length > 1 ? "?" + target[1] : "", Parsed(body.ToArray()));
    }

    private static JsonElement Parsed(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
