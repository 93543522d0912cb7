using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>Records a request, finds who answers it, and lets them.</summary>
internal sealed class Endpoint(Func<RecordedRequest, Turn> answer, RequestLog log, TimeProvider time, CancellationToken stopping)
{
    private static readonly ReadOnlyDictionary<string, string> NoHeaders = ReadOnlyDictionary<string, string>.Empty;

    public ConcurrentQueue<Exception> Failures { get; } = new();

    public async Task HandleAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            var request = await ReadAsync(context.Request, ended.Token);
            log.Add(request);
            await AnswerAsync(new Exchange(context, request, time, ended.Token));
        }
        catch (Exception e) when (ended.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private Task AnswerAsync(Exchange exchange) => exchange.Request.Kind switch
    {
        RequestKind.Greeting => Task.CompletedTask,
        RequestKind.Unknown => exchange.SendErrorAsync(404, "not_found_error", "Not found", NoHeaders),
        _ when Refusal(exchange.Request) is { } refusal => refusal.AnswerAsync(exchange),
        RequestKind.TokenCount => exchange.SendJsonAsync(200, CountOf(exchange.Request), NoHeaders),
        RequestKind.Title => Turn.Text("""{"title":"A scripted session"}""").AnswerAsync(exchange),
        RequestKind.Quota => Turn.Text("Yes").AnswerAsync(exchange),
        RequestKind.Conversation => Chosen(exchange.Request).AnswerAsync(exchange),
        var kind => throw new NotSupportedException($"Nobody answers {kind}."),
    };

    /// <summary>What the API refuses before it looks at the conversation.</summary>
    private static Turn? Refusal(RecordedRequest request)
    {
        if (!request.Headers.ContainsKey("x-api-key") && !request.Headers.ContainsKey("authorization"))
            return Turn.Error(401, "authentication_error", "x-api-key header is required");
        if (!request.Headers.ContainsKey("anthropic-version"))
            return Turn.Error(400, "invalid_request_error", "anthropic-version: header is required");
        return request.Body.ValueKind == JsonValueKind.Object
            ? null
            : Turn.Error(400, "invalid_request_error", "The request body is not valid JSON");
    }

    private Turn Chosen(RecordedRequest request)
    {
        try
        {
            return answer(request);
        }
        // The test's own code: whatever it throws must reach the test, and the client must not wait for it.
        catch (Exception e)
        {
            Failures.Enqueue(e);
            return Turn.Error(400, "invalid_request_error", e.Message);
        }
    }

    private static JsonObject CountOf(RecordedRequest request) => new() { ["input_tokens"] = request.Body.GetRawText().Length / 4 };

    private async Task<RecordedRequest> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new(request.Method, request.Path.Value ?? "/", headers, Parsed(body.ToArray()), time.GetUtcNow());
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
