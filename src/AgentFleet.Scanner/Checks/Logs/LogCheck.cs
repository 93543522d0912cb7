using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>How many of the lines that were written since the last look match.</summary>
/// <param name="perMinute">Whether the thresholds are for matches a minute, and not for matches a look.</param>
internal sealed class LogCheck(ILogSource source, LineMatch match, Thresholds thresholds, bool perMinute) : ICheck
{
    private const string At = "at";

    // One match a second after the last look is not sixty a minute.
    private const double LeastMinutes = 1;

    public static CheckKind Kind => LogKind.Kind;

    /// <summary>Null at the first look.</summary>
    internal static DateTimeOffset? LastLook(IReadOnlyDictionary<string, string> notes) =>
        long.TryParse(notes.GetValueOrDefault(At), CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    public async Task<Look> LookAsync(LookContext context, CancellationToken ct)
    {
        var tally = new LineTally(match);
        var reading = await source.ReadAsync(context, tally, ct);
        var now = context.Clock.GetUtcNow();
        var notes = reading.Notes is { } position
            ? new Dictionary<string, string>(position) { [At] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) }
            : null;
        if (reading.Blind is { } reason)
            return Look.Blind(context.Scanner, reason) with { Notes = notes };

        var since = LastLook(context.Notes);
        var minutes = since is { } before ? (now - before).TotalMinutes : 0;
        var rate = tally.Matches / Math.Max(LeastMinutes, minutes);
        var level = thresholds.LevelOf(perMinute ? (decimal)rate : tally.Matches);
        var missed = reading.Missed ?? tally.Trouble;
        // What was not read can only add to the count: too many stay too many, but "not too many" means nothing.
        IReadOnlyList<Observation> seen = missed is not null && level == Level.Ok ? [] : [Observe(reading, tally, rate, level) with { Since = since }];
        return new Look([new SourceLook(context.Scanner, seen, missed)]) { Notes = notes };
    }

    private Observation Observe(LogReading reading, LineTally tally, double rate, Level level)
    {
        var lines = tally.Matches == 1 ? "line matches" : "lines match";
        var pace = perMinute ? string.Create(CultureInfo.InvariantCulture, $" ({rate:0.#} a minute)") : "";
        var title = reading.First ? $"{source.Name} is read from here on" : $"{tally.Matches} new {lines} in {source.Name}{pace}";
        return new Observation(null, level, PlainText.Line(title, 200), Evidence(reading, tally, rate)) { Measured = [new("matches", "", tally.Matches)] };
    }

    private JsonObject Evidence(LogReading reading, LineTally tally, double rate) => new()
    {
        ["log"] = source.Name,
        ["matches"] = tally.Matches,
        ["per_minute"] = Math.Round(rate, 2),
        ["last_lines"] = new JsonArray([.. tally.Last.Select(line => JsonValue.Create(line))]),
        ["lines_read"] = tally.Lines,
        ["skipped_bytes"] = reading.SkippedBytes,
        ["rotated"] = reading.Rotated,
        ["truncated"] = reading.Truncated,
        ["thresholds_per"] = perMinute ? "minute" : "look",
        ["warning"] = thresholds.Warning,
        ["critical"] = thresholds.Critical,
    };
}
