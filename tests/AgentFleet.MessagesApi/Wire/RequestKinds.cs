using System.Text.Json;

namespace AgentFleet.MessagesApi.Wire;

internal static class RequestKinds
{
    public static RequestKind Of(RecordedRequest request) => (request.Method, request.Path) switch
    {
        ("HEAD", "/") => RequestKind.Greeting,
        ("POST", "/v1/messages/count_tokens") => RequestKind.TokenCount,
        ("POST", "/v1/messages") => OfMessages(request.Body),
        _ => RequestKind.Unknown,
    };

    private static RequestKind OfMessages(JsonElement body)
    {
        if (body.Items("tools").Any())
            return RequestKind.Conversation;
        if (body.Property("output_config").Property("format").ValueKind == JsonValueKind.Object)
            return RequestKind.Title;
        return body.Property("max_tokens") is { ValueKind: JsonValueKind.Number } tokens && tokens.TryGetInt32(out var most) && most == 1
            ? RequestKind.Quota
            : RequestKind.Conversation;
    }
}
