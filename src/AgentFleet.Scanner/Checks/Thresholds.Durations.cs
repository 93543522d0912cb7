using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks;

internal sealed partial record Thresholds
{
    public Level LevelOf(TimeSpan value) => LevelOf((decimal)value.TotalSeconds);

    /// <summary>For what runs out: less is worse.</summary>
    public Level LevelOfLeft(TimeSpan left) => (decimal)left.TotalSeconds switch
    {
        var seconds when seconds < Critical => Level.Critical,
        var seconds when seconds < Warning => Level.Warning,
        _ => Level.Ok,
    };

    /// <summary>Durations, kept in seconds; none when the key is left out.</summary>
    public static Thresholds ReadDurations(YamlMap definition)
    {
        if (definition.Map("thresholds") is not { } map)
            return new(null, null);
        if (!map.Has("warning") && !map.Has("critical"))
            definition.Refuse("thresholds", "\"thresholds\" has neither \"warning\" nor \"critical\"", "write both, or leave it out");
        return InOrder(map, new(SecondsOf(map, "warning", null), SecondsOf(map, "critical", null)), Print);
    }

    /// <summary>Durations that are left before something runs out, kept in seconds.</summary>
    public static Thresholds ReadDurationsLeft(YamlMap definition, TimeSpan warning, TimeSpan critical)
    {
        if (definition.Map("thresholds") is not { } map)
            return new((decimal)warning.TotalSeconds, (decimal)critical.TotalSeconds);

        var read = new Thresholds(SecondsOf(map, "warning", warning), SecondsOf(map, "critical", critical));
        if (read.Warning < read.Critical)
            map.Refuse("warning", $"\"warning\" ({Print(read.Warning.Value)}) must not be below \"critical\" ({Print(read.Critical.Value)})");
        return read;
    }

    private static decimal? SecondsOf(YamlMap map, string key, TimeSpan? fallback) => map.Has(key)
        ? (decimal)map.Duration(key, TimeSpan.Zero, min: TimeSpan.FromMilliseconds(1), max: TimeSpan.FromDays(3650)).TotalSeconds is > 0 and var seconds ? seconds : null
        : (decimal?)fallback?.TotalSeconds;

    private static string Print(decimal seconds) => Durations.Print(TimeSpan.FromSeconds((double)seconds));
}
