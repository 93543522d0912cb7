using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentFleet.Hub.Json;

/// <summary>Values as JSON.</summary>
internal static class Written
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(string? value) => value is null ? "null" : JsonSerializer.Serialize(value, Plain);

    public static string Bool(bool value) => value ? "true" : "false";

    public static string Bool(bool? value) => value is { } known ? Bool(known) : "null";

    public static string Time(DateTimeOffset? value) => value is { } at ? $"\"{at:yyyy-MM-ddTHH:mm:ssZ}\"" : "null";

    public static string List(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    /// <summary>GitHub's ids of the other API; nobody may read anything into them.</summary>
    public static string Node(string kind, long id) => $"\"{kind}_kwDO{id:x12}\"";
}
