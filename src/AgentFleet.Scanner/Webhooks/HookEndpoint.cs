using System.Security.Cryptography;
using System.Text;
using AgentFleet.GitHub;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentFleet.Scanner.Webhooks;

/// <summary>
/// Answers deliveries. One that GitHub has signed is a hint to look now and nothing else: what it tells is not even read, so
/// it need not be trusted.
/// </summary>
internal sealed class HookEndpoint(WebhookSecret secret, SeenDeliveries seen, Hints hints, TimeProvider clock, ILogger logger)
{
    public const string Path = "/hooks/github";

    /// <summary>How long a body may take; GitHub itself waits ten seconds for an answer.</summary>
    public static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(7);

    private readonly Refusals _refusals = new(clock, logger);

    public async Task AnswerAsync(HttpContext context)
    {
        var answer = await JudgeAsync(context);
        if (answer is null)
        {
            // Nobody waits for an answer, or has sent what it is for.
            context.Abort();
            return;
        }
        if (answer == HookAnswer.NotSigned)
            _refusals.Say();
        context.Response.StatusCode = answer.Status;
        if (answer == HookAnswer.OnlyPost)
            context.Response.Headers.Allow = HttpMethods.Post;
        if (answer.Text is null)
            return;
        var text = Encoding.ASCII.GetBytes(answer.Text + "\n");
        context.Response.ContentType = "text/plain";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    private async Task<HookAnswer?> JudgeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value != Path)
            return HookAnswer.NotHere;
        if (request.Method != HttpMethods.Post)
            return HookAnswer.OnlyPost;
        if (!IsKnownType(request.ContentType))
            return HookAnswer.WrongType;
        // A header that is there twice is none: one program would believe the first, the next the second.
        if (SignedBody.ParseSignature(Single(request, "X-Hub-Signature-256")) is not { } signature)
            return HookAnswer.NotSigned;
        if (Single(request, "X-GitHub-Event") is not { } name || !HookEvents.IsName(name) || !Guid.TryParseExact(Single(request, "X-GitHub-Delivery"), "D", out var id))
            return HookAnswer.NotGitHub;

        var (expected, fault) = await SignAsync(context);
        if (expected is null)
            return fault;
        return CryptographicOperations.FixedTimeEquals(expected, signature) ? Take(name, id, signature) : HookAnswer.NotSigned;
    }

    private async Task<(byte[]? Signature, HookAnswer? Fault)> SignAsync(HttpContext context)
    {
        using var late = new CancellationTokenSource(BodyTime, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            return (await SignedBody.SignAsync(context.Request.BodyReader, secret, end.Token), null);
        }
        catch (BadHttpRequestException e)
        {
            return (null, HookAnswer.BadBody(e.StatusCode));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Too slow, or gone.
            return (null, null);
        }
    }

    private HookAnswer Take(string name, Guid id, byte[] signature)
    {
        if (name == HookEvents.Ping)
            return HookAnswer.Pong;
        if (!HookEvents.IsHint(name))
            return HookAnswer.Ignored;
        if (!seen.IsNew(id, signature))
            return HookAnswer.SeenBefore;
        hints.Give(name);
        return HookAnswer.Looking;
    }

    private static string? Single(HttpRequest request, string header) => request.Headers[header] is [var value] ? value : null;

    private static bool IsKnownType(string? type) =>
        type?.Split(';')[0].Trim().ToLowerInvariant() is "application/json" or "application/x-www-form-urlencoded";
}
