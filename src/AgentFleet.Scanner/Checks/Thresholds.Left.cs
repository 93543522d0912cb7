using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks;

/// <summary>Of what runs out less is worse: the warning comes first, at the larger value.</summary>
internal sealed partial record Thresholds
{
    public Level LevelOfLeft(decimal left) =>
        left < Critical ? Level.Critical
        : left < Warning ? Level.Warning
        : Level.Ok;

    public Level LevelOfLeft(TimeSpan left) => LevelOfLeft((decimal)left.TotalSeconds);

    /// <summary>Durations that are left before something runs out, kept in seconds.</summary>
    public static Thresholds ReadDurationsLeft(YamlMap definition, TimeSpan warning, TimeSpan critical)
    {
        var usual = new Thresholds((decimal)warning.TotalSeconds, (decimal)critical.TotalSeconds);
        return definition.Map("thresholds") is { } map
            ? InOrderOfLeft(map, new(SecondsOf(map, "warning", usual.Warning), SecondsOf(map, "critical", usual.Critical)), Print)
            : usual;
    }

    /// <summary>Bytes that are left; never bad when the key is left out.</summary>
    public static Thresholds ReadSizesLeft(YamlMap definition, string key) => definition.Map(key) is { } map
        ? InOrderOfLeft(map, new(SizeOf(map, "warning"), SizeOf(map, "critical")), value => Sizes.Print((long)value))
            .OneAtLeast(definition, key, "write { warning: 20GiB, critical: 5GiB }")
        : Never;

    private static Thresholds InOrderOfLeft(YamlMap map, Thresholds read, Func<decimal, string> print)
    {
        if (read.Warning < read.Critical)
            Disorder(map, $"\"warning\" ({print(read.Warning.Value)}) must not be below \"critical\" ({print(read.Critical.Value)})");
        return read;
    }
}
