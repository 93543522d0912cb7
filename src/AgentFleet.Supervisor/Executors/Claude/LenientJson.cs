using System.Text.Json;

namespace AgentFleet.Supervisor.Executors.Claude;

/// <summary>Reads JSON that somebody else writes: whatever is missing or odd is null, and nothing throws.</summary>
internal static class LenientJson
{
    /// <summary>A property of an object; null when there is none, or this is no object.</summary>
    public static JsonElement? Part(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(this JsonElement json, string name) => json.Part(name)?.AsText();

    public static decimal? Number(this JsonElement json, string name) =>
        json.Part(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;

    /// <summary>A number that counts something: whole, not negative, and not beyond reason.</summary>
    public static long? Count(this JsonElement json, string name) =>
        json.Number(name) is { } number and >= 0 and <= int.MaxValue * 1000m ? (long)number : null;

    /// <summary>The sum of some counts; one that is missing is nothing.</summary>
    public static long Counts(this JsonElement json, params IEnumerable<string> names) => names.Sum(name => json.Count(name) ?? 0);

    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Part(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static string? AsText(this JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: JSON can write it, text cannot hold it.
            return json.GetRawText();
        }
    }
}
