using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentFleet.GitHub.Tests.Server;

/// <summary>What came in.</summary>
/// <param name="Target">Path and query as they were sent.</param>
internal sealed record Request(string Method, string Target, string? Authorization, string? IfNoneMatch, string? UserAgent, string Body)
{
    public static async Task<Request> OfAsync(HttpRequest request)
    {
        // Whoever answers may want to read it as well.
        request.EnableBuffering();
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        request.Body.Position = 0;
        return new(
            request.Method,
            request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget,
            request.Headers.Authorization.SingleOrDefault(),
            request.Headers.IfNoneMatch.SingleOrDefault(),
            request.Headers.UserAgent.SingleOrDefault(),
            body);
    }
}
