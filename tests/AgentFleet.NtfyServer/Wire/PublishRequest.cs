using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentFleet.Ntfy.Wire;

/// <summary>The JSON that a client publishes, read as strictly as ntfy reads it: https://docs.ntfy.sh/publish/#publish-as-json</summary>
internal sealed partial record PublishRequest(string? Topic, string? Title, string? Message, int? Priority, IReadOnlyList<string>? Tags)
{
    private const int LongestMessage = 4096;

    /// <summary>ntfy leaves room for the JSON around a message.</summary>
    public const int LargestBody = 2 * LongestMessage;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    public static PublishRequest? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<PublishRequest>(body, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public NtfyError? Refusal => this switch
    {
        { Topic: null } => NtfyError.BadTopic,
        { Topic: var topic } when !TopicPattern().IsMatch(topic) => NtfyError.BadTopic,
        { Priority: < 0 or > 5 } => NtfyError.BadPriority,
        _ => null,
    };

    public PublishedMessage Publish(string json, string contentType, string authorization)
    {
        var isAttachment = Encoding.UTF8.GetByteCount(Message ?? "") > LongestMessage;
        var message = isAttachment ? "You received a file: attachment.txt" : Message is null or "" ? "triggered" : Message;
        return new(Topic!, Title ?? "", message, Priority is null or 0 ? 3 : Priority.Value, Tags ?? [], isAttachment)
        {
            Json = json,
            ContentType = contentType,
            Authorization = authorization,
        };
    }

    [GeneratedRegex(@"^[-_A-Za-z0-9]{1,64}\z")]
    private static partial Regex TopicPattern();
}
