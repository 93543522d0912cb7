using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentFleet.Alerts;

/// <summary>The body of a publish request, small enough to arrive as a message: a longer one becomes an attachment.</summary>
/// <remarks>https://docs.ntfy.sh/publish/#publish-as-json</remarks>
internal static partial class NtfyJson
{
    private const int MostBytes = 4095;

    private const int MostTitleBytes = 512;

    private static readonly PublishContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Of(string topic, NtfyMessage message)
    {
        var title = PhoneText.Cut(Ahead(PhoneText.OneLine(message.Title)), t => JsonSerializer.SerializeToUtf8Bytes(t, Context.String).Length <= MostTitleBytes);
        var text = PhoneText.Cut(Ahead(PhoneText.Lines(message.Text)), t => Bytes(t).Length <= MostBytes);
        return Bytes(text);

        byte[] Bytes(string shown) => JsonSerializer.SerializeToUtf8Bytes(new(topic, title, shown, message.Priority, message.Tags), Context.Publish);
    }

    // No more than this can fit, so a log file in a body is not measured to its end; one character more shows that it was cut.
    private static string Ahead(string text) => text.Length <= MostBytes ? text : text[..(MostBytes + 1)];

    internal sealed record Publish(string Topic, string Title, string Message, int Priority, IReadOnlyList<string> Tags);

    [JsonSerializable(typeof(Publish))]
    [JsonSerializable(typeof(string))]
    private sealed partial class PublishContext : JsonSerializerContext;
}
