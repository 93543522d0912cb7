using System.Text;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.Ntfy.Wire;

/// <summary>Answers one publish request by ntfy's rules, or with a fault.</summary>
internal sealed class PublishEndpoint(NtfyRules rules, TimeProvider clock, MessageLog log, CancellationToken stopping)
{
    private readonly RateLimit _limit = new(rules, clock);

    public Func<NtfyFault> NextFault { get; set; } = () => NtfyFault.None;

    public async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        log.CountRequest();
        if (NextFault() is not NtfyFault.None and var fault)
            await FailAsync(context, fault);
        else if (Refusal(context.Request, body.ToArray()) is { } refusal)
            await AnswerAsync(context, refusal);
        else
            await PublishAsync(context, body.ToArray());
    }

    private NtfyError? Refusal(HttpRequest request, byte[] body)
    {
        if (request.Path != "/" || request.Method is not ("POST" or "PUT"))
            return NtfyError.NotFound;
        if (body.Length > PublishRequest.LargestBody)
            return NtfyError.TooLarge;
        if (PublishRequest.Parse(body) is not { } publish)
            return NtfyError.BadJson;
        if (rules.Token is { } token && request.Headers.Authorization != $"Bearer {token}")
            return request.Headers.Authorization.Count == 0 ? NtfyError.Forbidden : NtfyError.Unauthorized;
        return publish.Refusal ?? (_limit.TryTake() ? null : NtfyError.TooMany);
    }

    private async Task PublishAsync(HttpContext context, byte[] body)
    {
        var headers = context.Request.Headers;
        var message = PublishRequest.Parse(body)!.Publish(Encoding.UTF8.GetString(body), headers.ContentType.ToString(), headers.Authorization.ToString());
        var id = log.Add(message);
        await context.Response.WriteAsJsonAsync(new
        {
            id = $"m{id:d11}",
            time = clock.GetUtcNow().ToUnixTimeSeconds(),
            @event = "message",
            topic = message.Topic,
            message = message.Message,
        }, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, NtfyError error)
    {
        context.Response.StatusCode = error.Http;
        if (error == NtfyError.TooMany && rules.RetryAfter is { } later)
            context.Response.Headers.RetryAfter = later;
        await context.Response.WriteAsJsonAsync(new { code = error.Code, http = error.Http, error = error.Error }, context.RequestAborted);
    }

    private async Task FailAsync(HttpContext context, NtfyFault fault)
    {
        switch (fault)
        {
            case NtfyFault.InternalError:
                await AnswerAsync(context, NtfyError.Internal);
                return;
            case NtfyFault.BadRequest:
                await AnswerAsync(context, NtfyError.BadJson);
                return;
            case NtfyFault.Forbidden:
                await AnswerAsync(context, NtfyError.Forbidden);
                return;
            case NtfyFault.NotFound:
                await AnswerAsync(context, NtfyError.NotFound);
                return;
            case NtfyFault.BadGateway:
                await PageAsync(context, 502, "<html><head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502</h1>\r\n</body></html>");
                return;
            case NtfyFault.SomebodyElse:
                await PageAsync(context, 200, "<html>Please accept the terms of this network.</html>");
                return;
            case NtfyFault.Redirect:
                context.Response.Redirect("http://elsewhere.invalid/");
                return;
            case NtfyFault.Hang:
                using (var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping))
                    await Task.Delay(Timeout.InfiniteTimeSpan, clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            default:
                context.Abort();
                return;
        }
    }

    private static async Task PageAsync(HttpContext context, int status, string page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync(page, context.RequestAborted);
    }
}
