using AgentFleet.Hub.Faults;
using AgentFleet.Hub.Limits;
using AgentFleet.Hub.State;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Hub.Wire;

/// <summary>Writes an answer with the headers that every answer of GitHub has, or breaks off where a fault says so.</summary>
internal sealed class Sending(HubWorld world)
{
    public void WriteHead(HttpResponse response, Outcome outcome, Quota quota)
    {
        response.StatusCode = outcome.Answer.Status;
        response.Headers.Date = world.Clock.GetUtcNow().ToString("R");
        response.Headers["X-RateLimit-Limit"] = $"{quota.Limit}";
        response.Headers["X-RateLimit-Remaining"] = $"{quota.Remaining}";
        response.Headers["X-RateLimit-Used"] = $"{quota.Used}";
        response.Headers["X-RateLimit-Reset"] = $"{quota.Reset.ToUnixTimeSeconds()}";
        response.Headers["X-RateLimit-Resource"] = "core";
        response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        response.Headers["X-GitHub-Request-Id"] = $"A1B2:{world.NextId():X6}";
        response.Headers.CacheControl = outcome.Caller.Token is null ? "public, max-age=60, s-maxage=60" : "private, max-age=60, s-maxage=60";
        response.Headers.Vary = "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, X-Requested-With";
        if (outcome.Caller.Token is { } token)
            WriteToken(response, token);
        foreach (var (name, value) in outcome.Answer.Headers)
            response.Headers[name] = value;
    }

    public static async Task WriteBodyAsync(HttpContext context, Outcome outcome)
    {
        var response = context.Response;
        if (response.StatusCode is 204 or 304)
            return;
        var body = outcome.Answer.Body();
        response.ContentType = outcome.Answer.ContentType;
        if (outcome.Fault is { Fault: GitHubFault.CutJson })
            body = body[..(body.Length / 2)];
        response.ContentLength = body.Length;
        if (outcome.Fault is not { Fault: GitHubFault.TruncatedBody })
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
            return;
        }
        await response.BodyWriter.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    // Classic tokens are told what they may; fine-grained ones are told what was asked of them.
    private static void WriteToken(HttpResponse response, HubToken token)
    {
        if (token.Kind == HubTokenKind.Classic)
            (response.Headers["X-OAuth-Scopes"], response.Headers["X-Accepted-OAuth-Scopes"]) = (string.Join(", ", token.Scopes), "repo");
        if (token is { ExpiresAt: { } end, Kind: not HubTokenKind.Installation })
            response.Headers["GitHub-Authentication-Token-Expiration"] = $"{end:yyyy-MM-dd HH:mm:ss} UTC";
    }
}
