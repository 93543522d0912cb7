using System.Text.Json;

namespace AgentFleet.MessagesApi.Wire;

/// <summary>Reads JSON of any shape: what is absent or of another type reads as undefined, empty, or nothing.</summary>
internal static class JsonReading
{
    public static JsonElement Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string Text(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Property(name).Items();

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];
}
