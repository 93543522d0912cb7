using System.Text;
using System.Text.Json.Nodes;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>A message as server-sent events: https://docs.anthropic.com/en/api/messages-streaming.</summary>
internal sealed class MessageStream
{
    private readonly Stream _target;
    private readonly CancellationToken _cancellation;

    private MessageStream(Stream target, CancellationToken cancellation)
    {
        _target = target;
        _cancellation = cancellation;
    }

    /// <summary>Begins the response, and the message in it.</summary>
    public static Task<MessageStream> StartAsync(Exchange exchange, TokenUsage usage, IReadOnlyDictionary<string, string> headers)
    {
        exchange.BeginResponse(200, Exchange.EventStream, headers);
        return StartAsync(exchange, usage, exchange.Response.Body);
    }

    /// <summary>Begins the message in a stream that is no response yet.</summary>
    public static async Task<MessageStream> StartAsync(Exchange exchange, TokenUsage usage, Stream target)
    {
        var stream = new MessageStream(target, exchange.Ended);
        await stream.SendAsync("message_start", new JsonObject { ["message"] = Message.Begun(exchange, usage) });
        await stream.SendAsync("ping", []);
        return stream;
    }

    public async Task SendBlockAsync(int index, ContentBlock block)
    {
        await SendAsync("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = block.Start() });
        foreach (var delta in block.Deltas())
            await SendAsync("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = delta });
        await SendAsync("content_block_stop", new JsonObject { ["index"] = index });
    }

    public async Task EndAsync(string stopReason, TokenUsage usage)
    {
        await SendAsync("message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = stopReason, ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = usage.Output },
        });
        await SendAsync("message_stop", []);
    }

    private async Task SendAsync(string type, JsonObject data)
    {
        data.Insert(0, "type", type);
        await _target.WriteAsync(Encoding.UTF8.GetBytes($"event: {type}\ndata: {data.ToJsonString()}\n\n"), _cancellation);
        await _target.FlushAsync(_cancellation);
    }
}
