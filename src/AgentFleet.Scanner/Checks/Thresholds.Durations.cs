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

    /// <summary>Durations, kept in seconds, with the usual ones for what is left out.</summary>
    public static Thresholds ReadDurations(YamlMap definition, string key, Thresholds usual) => definition.Map(key) is { } map
        ? InOrder(map, new(SecondsOf(map, "warning", usual.Warning), SecondsOf(map, "critical", usual.Critical)), Print)
            .OneAtLeast(definition, key, "write { warning: 1h, critical: 6h }")
        : usual;

    /// <summary>Durations that are left before something runs out, kept in seconds.</summary>
    public static Thresholds ReadDurationsLeft(YamlMap definition, TimeSpan warning, TimeSpan critical)
    {
        var usual = new Thresholds((decimal)warning.TotalSeconds, (decimal)critical.TotalSeconds);
        if (definition.Map("thresholds") is not { } map)
            return usual;

        var read = new Thresholds(SecondsOf(map, "warning", usual.Warning), SecondsOf(map, "critical", usual.Critical));
        if (read.Warning < read.Critical)
            map.Refuse("warning", $"\"warning\" ({Print(read.Warning.Value)}) must not be below \"critical\" ({Print(read.Critical.Value)})");
        return read;
    }

    private static decimal? SecondsOf(YamlMap map, string key, decimal? usual) => map.Has(key)
        ? (decimal)map.Duration(key, TimeSpan.Zero, min: TimeSpan.FromMilliseconds(1), max: TimeSpan.FromDays(3650)).TotalSeconds is > 0 and var seconds ? seconds : null
        : usual;

    private static string Print(decimal seconds) => Durations.Print(TimeSpan.FromSeconds((double)seconds));
}
