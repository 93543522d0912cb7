using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AgentFleet.Alerts;

/// <summary>Reads what the server answered.</summary>
internal static class NtfyAnswer
{
    // The server repeats the message, in which each character may have become an escape of six.
    private const int MostBytes = 64 * 1024;

    private const int LongestError = 200;

    // A token, a topic or an address is wrong, and only a person can set that right; then every alert is still wanted.
    private static readonly TimeSpan UntilSetRight = TimeSpan.FromMinutes(15);

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static async Task<SendResult> ReadAsync(HttpResponseMessage answer, string? token, DateTimeOffset now, CancellationToken ct)
    {
        var body = Parsed(await BeginningAsync(answer.Content, ct));
        return (int)answer.StatusCode switch
        {
            200 when body.TryGetProperty("id", out _) => new SendResult.Sent(),
            // A network that wants a login answers anything with its own page.
            200 => new SendResult.TryLater("something that is not an ntfy server answered 200", null),
            // What is refused is the channel, not the message.
            401 or 403 or 404 => new SendResult.TryLater(Error(answer.StatusCode, body, token), UntilSetRight),
            408 or 429 or < 400 or >= 500 => new SendResult.TryLater(Error(answer.StatusCode, body, token), After(answer.Headers.RetryAfter, now)),
            _ => new SendResult.Refused(Error(answer.StatusCode, body, token)),
        };
    }

    private static TimeSpan? After(RetryConditionHeaderValue? header, DateTimeOffset now) => (header?.Delta ?? header?.Date - now) switch
    {
        { } after when after > TimeSpan.Zero => RetryDelay.Bounded(after),
        _ => null,
    };

    /// <summary>One line. A server may repeat what it was given, so the token is taken out.</summary>
    private static string Error(HttpStatusCode status, JsonElement body, string? token)
    {
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        if (!body.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.String)
            return $"{code} {status}";
        var said = PhoneText.OneLine(error.GetString()!);
        var safe = token is null ? said : said.Replace(token, "[token]", StringComparison.Ordinal);
        return PhoneText.Cut($"{code}: {safe}", text => text.Length <= LongestError);
    }

    private static async Task<ReadOnlyMemory<byte>> BeginningAsync(HttpContent content, CancellationToken ct)
    {
        var beginning = new byte[MostBytes];
        await using var stream = await content.ReadAsStreamAsync(ct);
        var length = await stream.ReadAtLeastAsync(beginning, MostBytes, throwOnEndOfStream: false, ct);
        return beginning.AsMemory(0, length);
    }

    /// <summary>An empty object when it is not one.</summary>
    private static JsonElement Parsed(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A proxy's page.
        }
        return Empty;
    }
}
