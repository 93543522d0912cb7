using AgentFleet.Definitions;
using AgentFleet.Ledger;
using Quartz;

namespace AgentFleet.Scanner.Schedules;

/// <summary>When a scanner looks.</summary>
public abstract record ScanSchedule
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private const int CronFields = 5;

    private static readonly string[] Macros = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly"];

    private ScanSchedule() { }

    /// <summary>At once, and then again and again.</summary>
    public sealed record Every(TimeSpan Interval) : ScanSchedule;

    /// <summary>At certain times of the local clock.</summary>
    public sealed record At(CronExpression Times) : ScanSchedule;

    /// <summary>When it looks next, at the latest.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now, TimeZoneInfo zone) => this switch
    {
        Every { Interval: var interval } => now + interval,
        At { Times: var times } => times.WithTimeZone(zone).GetNextValidTimeAfter(now) ?? DateTimeOffset.MaxValue,
        var other => throw new InvalidOperationException($"{other} is no schedule"),
    };

    internal static ScanSchedule? Read(YamlMap definition)
    {
        var text = definition.RequiredText("schedule").Trim();
        if (text.Length == 0)
            return null;
        if (text == "every" || text.StartsWith("every ", StringComparison.Ordinal))
            return ReadInterval(definition, text["every".Length..].Trim());
        if (text[0] == '@' && !Macros.Contains(text))
        {
            definition.Refuse("schedule", $"there is no schedule called {Quoted.Of(text)}", Nearest.Suggestion(text, Macros, "the names are"));
            return null;
        }

        return ReadCron(definition, text);
    }

    private static Every? ReadInterval(YamlMap definition, string text)
    {
        if (!Durations.TryParse(text, out var interval))
            definition.Refuse("schedule", $"\"every\" must be followed by a duration, not {Quoted.Of(text)}", Durations.Suggestion(text));
        else if (interval < Shortest || interval > Longest)
            definition.Refuse("schedule", $"\"every\" takes from {Durations.Print(Shortest)} to {Durations.Print(Longest)}, not {Quoted.Of(text)}");
        else
            return new Every(interval);
        return null;
    }

    private static At? ReadCron(YamlMap definition, string text) => ParseTimes(definition, "schedule", text) is { } times ? new At(times) : null;

    /// <summary>The cron expression or macro behind a key; null, and a problem, when it is none.</summary>
    internal static CronExpression? ReadTimes(YamlMap definition, string key) =>
        definition.RequiredText(key).Trim() is { Length: > 0 } text ? ParseTimes(definition, key, text) : null;

    private static CronExpression? ParseTimes(YamlMap definition, string key, string text)
    {
        var suggestion = Durations.TryParse(text, out _) && key == "schedule"
            ? $"did you mean {Quoted.Of("every " + text)}?"
            : key == "schedule" ? "write \"every 5m\", or five cron fields such as \"*/5 * * * *\"" : "write five cron fields such as \"0 3 * * sun\"";
        // Macros aside, Quartz takes longer forms and answers about them.
        if (text[0] != '@' && text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length != CronFields)
        {
            definition.Refuse(key, $"{Quoted.Of(text)} is not a schedule: cron has five fields, for minute, hour, day of month, month and day of week", suggestion);
            return null;
        }

        try
        {
            var times = CronExpression.Parse(text, CronFormat.Unix);
            // Cron has no years, so what does not happen after one day does not happen after any.
            if (times.GetNextValidTimeAfter(DateTimeOffset.UnixEpoch) is not null)
                return times;
            definition.Refuse(key, $"{Quoted.Of(text)} never happens", "check the day of the month");
        }
        catch (FormatException e)
        {
            definition.Refuse(key, $"{Quoted.Of(text)} is not a schedule: {PlainText.Line(e.Message, 200).TrimEnd('.')}", suggestion);
        }

        return null;
    }
}
