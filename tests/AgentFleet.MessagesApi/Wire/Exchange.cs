using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>One request and the connection that its answer goes to.</summary>
internal sealed class Exchange(HttpContext context, RecordedRequest request, TimeProvider time, CancellationToken ended)
{
    public const string EventStream = "text/event-stream; charset=utf-8";

    public RecordedRequest Request => request;

    public HttpResponse Response => context.Response;

    /// <summary>Cancelled when the client goes or the server stops.</summary>
    public CancellationToken Ended => ended;

    public string NewId(string prefix) => $"{prefix}_{Guid.CreateVersion7(time.GetUtcNow()):N}";

    public void BeginResponse(int status, string contentType, IReadOnlyDictionary<string, string> headers)
    {
        Response.StatusCode = status;
        Response.ContentType = contentType;
        Response.Headers["request-id"] = NewId("req");
        foreach (var (name, value) in headers)
            Response.Headers[name] = value;
    }

    public Task SendJsonAsync(int status, JsonObject body, IReadOnlyDictionary<string, string> headers)
    {
        BeginResponse(status, "application/json", headers);
        return Response.WriteAsync(body.ToJsonString(), ended);
    }

    public Task SendErrorAsync(int status, string type, string message, IReadOnlyDictionary<string, string> headers) => SendJsonAsync(
        status,
        new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message } },
        headers);

    /// <summary>Ends with <see cref="OperationCanceledException"/> when the client goes or the server stops.</summary>
    public Task WaitForEndAsync() => Task.Delay(Timeout.InfiniteTimeSpan, time, ended);

    /// <summary>Sends the first part of a streamed answer, and closes the connection where more should come.</summary>
    public async Task SendAndCutAsync(byte[] part, IReadOnlyDictionary<string, string> headers)
    {
        // Past Kestrel: however it is made to end a response early, it may reset the connection, and a reset discards
        // what the client has not read yet. Here all that was sent arrives, then the end.
        var head = new StringBuilder($"HTTP/1.1 200 OK\r\ncontent-type: {EventStream}\r\nrequest-id: {NewId("req")}\r\n");
        foreach (var (name, value) in headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"transfer-encoding: chunked\r\n\r\n{part.Length:x}\r\n");

        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        byte[] answer = [.. Encoding.ASCII.GetBytes(head.ToString()), .. part, .. "\r\n"u8];
        for (var sent = 0; sent < answer.Length;)
            sent += await socket.SendAsync(answer.AsMemory(sent), ended);
        socket.Shutdown(SocketShutdown.Send);
        await WaitForEndAsync();
    }
}
