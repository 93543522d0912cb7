using Microsoft.AspNetCore.Http;

namespace AgentFleet.Workflows.Tests.StandIn;

/// <summary>What goes wrong with a request that begins so. Status 0: the connection is cut.</summary>
/// <param name="Request">Such as <c>POST /issues</c>.</param>
public sealed record Fault(string Request, int Status, string Body = "")
{
    public (string Name, string Value)? Header { get; init; }

    /// <summary>Carried out all the same, only not confirmed.</summary>
    public bool CarriedOut { get; init; }

    internal async Task HappenAsync(HttpContext context, RequestDelegate next)
    {
        if (CarriedOut)
        {
            var body = context.Response.Body;
            context.Response.Body = Stream.Null;
            await next(context);
            context.Response.Body = body;
        }
        if (Status == 0)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = Status;
        if (Header is { } header)
            context.Response.Headers[header.Name] = header.Value;
        await context.Response.WriteAsync(Body);
    }
}
