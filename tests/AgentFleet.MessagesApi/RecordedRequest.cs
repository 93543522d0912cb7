using System.Text.Json;
using AgentFleet.MessagesApi.Wire;

namespace AgentFleet.MessagesApi;

/// <summary>A request as it arrived. Header names are compared without case; a body that is not JSON is undefined.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest(
        string method, string path, IReadOnlyDictionary<string, string> headers, JsonElement body, DateTimeOffset at)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
        At = at;
        Kind = RequestKinds.Of(this);
    }

    public string Method { get; }

    /// <summary>The path without the query.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public JsonElement Body { get; }

    public DateTimeOffset At { get; }

    public RequestKind Kind { get; }

    public string Model => Body.Text("model");

    public bool Streams => Body.Property("stream").ValueKind == JsonValueKind.True;

    /// <summary>The names of the tools that the client offers, in its order.</summary>
    public IReadOnlyList<string> Tools => [.. Body.Items("tools").Select(tool => tool.Text("name"))];

    /// <summary>The system prompt, its blocks joined by blank lines.</summary>
    public string SystemText => Content.Text(Body.Property("system"));

    /// <summary>The text of all messages, tool results included, joined by blank lines.</summary>
    public string MessagesText => string.Join("\n\n", Body.Items("messages").Select(m => Content.Text(m.Property("content"))));

    /// <summary>The first user message without the <c>system-reminder</c> blocks that the CLI puts before the prompt.</summary>
    public string Prompt => Content.Prompt(Body.Items("messages").FirstOrDefault(m => m.Text("role") == "user"));

    /// <summary>The results of every tool call of the conversation so far, oldest first.</summary>
    public IReadOnlyList<ToolResult> ToolResults =>
        [.. Body.Items("messages").SelectMany(m => Content.ToolResults(m.Property("content")))];

    /// <summary>The CLI's <c>--session-id</c>, when the client is the CLI.</summary>
    public string? SessionId => Headers.GetValueOrDefault("x-claude-code-session-id");

    /// <summary>Set when a subagent of the CLI asks, and null when its main conversation does.</summary>
    public string? SubagentId => Headers.GetValueOrDefault("x-claude-code-agent-id");
}
