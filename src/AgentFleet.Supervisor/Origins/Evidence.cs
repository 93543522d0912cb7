using System.Text.Json;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Supervisor.Origins;

/// <summary>Reads single values of a finding's evidence. What is missing, or of another type, is null.</summary>
internal readonly struct Evidence
{
    private readonly JsonElement _told;

    private Evidence(JsonElement told) => _told = told;

    public static Evidence Of(Finding finding)
    {
        try
        {
            using var document = JsonDocument.Parse(finding.Evidence);
            return new(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            // Such as one that is nested deeper than our parser follows; the ledger's follows further.
            return default;
        }
    }

    public string? Text(string name) => Find(name) is { } value ? Text(value) : null;

    public long? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The texts of a list; none when there is no list.</summary>
    public IEnumerable<string> Texts(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(Text).OfType<string>() : [];

    private JsonElement? Find(string name) =>
        _told.ValueKind == JsonValueKind.Object && _told.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }
}
