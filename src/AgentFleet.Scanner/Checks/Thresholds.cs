using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks;

/// <summary>From where on a value is bad; null: never.</summary>
internal sealed partial record Thresholds(decimal? Warning, decimal? Critical)
{
    public static Thresholds Never { get; } = new(null, null);

    public Level LevelOf(decimal value) =>
        value >= Critical ? Level.Critical
        : value >= Warning ? Level.Warning
        : Level.Ok;

    /// <summary>Percentages, with the usual ones for what is left out.</summary>
    public static Thresholds ReadPercent(YamlMap definition)
    {
        var map = definition.Map("thresholds");
        return map is null
            ? new(80, 90)
            : InOrder(map, new(map.Number("warning", 80, 0, 100), map.Number("critical", 90, 0, 100)), value => FormattableString.Invariant($"{value}"));
    }

    /// <summary>Sizes in bytes; at least one of the two must be given.</summary>
    public static Thresholds ReadSizes(YamlMap definition)
    {
        if (!definition.Require("thresholds") || definition.Map("thresholds") is not { } map)
            return new(null, null);

        var sizes = new Thresholds(SizeOf(map, "warning"), SizeOf(map, "critical"));
        if (!map.Has("warning") && !map.Has("critical"))
            definition.Refuse("thresholds", "\"thresholds\" has neither \"warning\" nor \"critical\"", "write { warning: 1GiB, critical: 2GiB }");
        return InOrder(map, sizes, value => Sizes.Print((long)value));
    }

    /// <summary>Numbers under a key of their own, with the usual ones for what is left out.</summary>
    public static Thresholds ReadNumbers(YamlMap definition, string key, Thresholds usual, decimal? most = null, decimal least = 0)
    {
        if (definition.Map(key) is not { } map)
            return usual;
        return InOrder(map, new(NumberOf("warning", usual.Warning), NumberOf("critical", usual.Critical)), value => FormattableString.Invariant($"{value}"))
            .OneAtLeast(definition, key, "write { warning: 10, critical: 20 }");

        decimal? NumberOf(string name, decimal? otherwise) => map.Has(name) ? map.Number(name, otherwise ?? least, least, most) : otherwise;
    }

    private static decimal? SizeOf(YamlMap map, string key) => map.Has(key) && map.Size(key, -1, min: 1) is > 0 and var size ? size : null;

    private Thresholds OneAtLeast(YamlMap definition, string key, string suggestion)
    {
        if (this is { Warning: null, Critical: null })
            definition.Refuse(key, $"{Quoted.Of(key)} has neither \"warning\" nor \"critical\"", suggestion);
        return this;
    }

    private static Thresholds InOrder(YamlMap map, Thresholds read, Func<decimal, string> print)
    {
        if (read.Warning > read.Critical)
            Disorder(map, $"\"warning\" ({print(read.Warning.Value)}) must not be above \"critical\" ({print(read.Critical.Value)})");
        return read;
    }

    // Of the two one may be the usual one, which its reader has never written.
    private static void Disorder(YamlMap map, string message) =>
        map.Refuse(map.Has("warning") ? "warning" : "critical", message, map.Has("warning") && map.Has("critical") ? null : "what is left out is the usual one: write both");
}
