using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AgentFleet.GitHub;

/// <summary>Makes of a reply what it says.</summary>
internal static class Reading
{
    public static Answer<T> Answer<T>(Reply reply, JsonTypeInfo<T> type) => reply switch
    {
        Reply.Arrived arrived => Answer(arrived, type),
        Reply.Limited(var until, var which) => new Answer<T>.Limited(until, which),
        Reply.Lost lost => new Answer<T>.Failed(lost.Reason, lost.MayTryAgain),
        _ => throw new InvalidOperationException(),
    };

    private static Answer<T> Answer<T>(Reply.Arrived reply, JsonTypeInfo<T> type) => reply.Status switch
    {
        200 or 201 => Value(reply, type),
        202 => new Answer<T>.Failed("GitHub is still working it out", true),
        404 or 410 => new Answer<T>.Missing(reply.Status == 410),
        401 or 403 or 451 => new Answer<T>.Denied(Said(reply), reply.Head.Needs is { Length: > 0 } needs ? PlainLine.Of(needs, reply.Token) : null),
        408 or 429 or >= 500 => new Answer<T>.Failed(Said(reply), true),
        _ => new Answer<T>.Failed(Said(reply), false),
    };

    private static Answer<T> Value<T>(Reply.Arrived reply, JsonTypeInfo<T> type)
    {
        if (!reply.Head.IsJson)
            return new Answer<T>.Failed(PlainLine.Of($"it answered {reply.Head.ContentType ?? "something of no known type"} instead of JSON", reply.Token), true);
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type) is { } value
                ? new Answer<T>.Seen(value, ReadOnlyDictionary<string, string>.Empty)
                : new Answer<T>.Failed("it answered null", true);
        }
        catch (JsonException e)
        {
            return new Answer<T>.Failed(PlainLine.Of($"its JSON is not what it should be at {e.Path ?? "$"}", reply.Token), true);
        }
    }

    /// <summary>The status and what GitHub says of it, in one line.</summary>
    public static string Said(Reply.Arrived reply)
    {
        var code = reply.Status.ToString(CultureInfo.InvariantCulture);
        return Message(reply.Body) is { } message
            ? PlainLine.Of($"{code}: {message}", reply.Token)
            : $"{code} {(HttpStatusCode)reply.Status}".Replace($"{code} {code}", code, StringComparison.Ordinal);
    }

    private static string? Message(ReadOnlyMemory<byte> body)
    {
        try
        {
            var said = JsonSerializer.Deserialize(body.Span, GitHubJson.Default.ErrorBody);
            // Of several errors the codes tell more than the message, which is always the same.
            var codes = said?.Errors is { ValueKind: JsonValueKind.Array } errors ? errors.EnumerateArray().Select(Code).OfType<string>().ToList() : [];
            return said?.Message is { Length: > 0 } message ? codes.Count > 0 ? $"{message} ({string.Join("; ", codes)})" : message : null;
        }
        catch (JsonException)
        {
            // A proxy's page.
            return null;
        }
    }

    private static string? Code(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString(),
        JsonValueKind.Object => Text(error, "message") ?? Text(error, "code"),
        _ => null,
    };

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
