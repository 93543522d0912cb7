using System.Globalization;
using System.Text.Json;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>An entry of macOS's log.</summary>
internal sealed record UnifiedLogEntry(DateTimeOffset At, string Message);

/// <summary>
/// What <c>log show --style ndjson</c> printed: an object a line, and at the end how many there were, such as
/// <c>{"count":5467,"finished":1}</c>. Older releases end without it.
/// </summary>
/// <param name="Odd">Why these are not all, if they are not.</param>
internal sealed record UnifiedLogOutput(IReadOnlyList<UnifiedLogEntry> Entries, string? Odd)
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.FFFFFFzzz";

    public static UnifiedLogOutput Parse(string text)
    {
        var entries = new List<UnifiedLogEntry>();
        int told = 0, odd = 0;
        long? promised = null;
        // Words to people, such as by what it is filtered, stand before the objects.
        foreach (var json in text.Split('\n').Where(line => line.StartsWith('{')).Select(Read))
        {
            if (Promised(json) is { } count)
            {
                promised = count;
                continue;
            }

            told++;
            if (Entry(json) is { } entry)
                entries.Add(entry);
            else if (IsMessage(json))
                odd++;
        }

        return new(entries, odd > 0 ? string.Create(CultureInfo.InvariantCulture, $"{odd} of {told} lines of log show cannot be understood")
            : promised is { } all && all != told ? string.Create(CultureInfo.InvariantCulture, $"log show told {told} of {all} entries")
            : null);
    }

    // Beside messages there are activities and signposts, which nobody wrote to be read.
    private static bool IsMessage(JsonElement? json) => json is not { } known || Text(known, "eventType") is null or "logEvent";

    private static UnifiedLogEntry? Entry(JsonElement? json) =>
        json is { } known && IsMessage(json)
        && DateTimeOffset.TryParseExact(Text(known, "timestamp"), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new(at, Text(known, "eventMessage") ?? "")
            : null;

    private static long? Promised(JsonElement? json) =>
        json is { } known && known.TryGetProperty("finished", out _) && known.TryGetProperty("count", out var count)
        && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var number)
            ? number
            : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
