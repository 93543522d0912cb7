using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks;

internal sealed partial record Thresholds
{
    public Level LevelOf(TimeSpan value) => LevelOf((decimal)value.TotalSeconds);

    /// <summary>Durations, kept in seconds, with the usual ones for what is left out.</summary>
    public static Thresholds ReadDurations(YamlMap definition, string key, Thresholds usual) => definition.Map(key) is { } map
        ? InOrder(map, new(SecondsOf(map, "warning", usual.Warning), SecondsOf(map, "critical", usual.Critical)), Print)
            .OneAtLeast(definition, key, "write { warning: 1h, critical: 6h }")
        : usual;

    private static decimal? SecondsOf(YamlMap map, string key, decimal? usual) => map.Has(key)
        ? (decimal)map.Duration(key, TimeSpan.Zero, min: TimeSpan.FromMilliseconds(1), max: TimeSpan.FromDays(3650)).TotalSeconds is > 0 and var seconds ? seconds : null
        : usual;

    private static string Print(decimal seconds) => Durations.Print(TimeSpan.FromSeconds((double)seconds));
}
