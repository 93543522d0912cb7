using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>When processes are not as they should be.</summary>
/// <param name="Least">Fewer than these is critical.</param>
/// <param name="Most">More than these is critical; null: any number will do.</param>
/// <param name="Age">Seconds that the oldest of them runs.</param>
/// <param name="Zombies">How many have ended without being waited for.</param>
/// <param name="Descriptors">Percent of what the one that has most open may open.</param>
internal sealed record ProcessLimits(int Least, int? Most, Thresholds Age, Thresholds Zombies, Thresholds Descriptors)
{
    private static readonly Thresholds UsualZombies = new(20, 200);

    public static ProcessLimits Read(YamlMap definition, bool all)
    {
        var least = definition.WholeNumber("min", all ? 0 : 1, min: 0);
        int? most = definition.Has("max") ? definition.WholeNumber("max", int.MaxValue, min: 0) : null;
        if (most < least)
            definition.Refuse("max", FormattableString.Invariant($"\"max\" ({most}) must not be below \"min\" ({least})"), definition.Has("min") ? null : "write \"min: 0\" too");
        return new(
            least, most,
            Thresholds.ReadDurations(definition, "age", Thresholds.Never),
            Thresholds.ReadNumbers(definition, "zombies", all ? UsualZombies : Thresholds.Never),
            Thresholds.ReadNumbers(definition, "descriptors", Thresholds.Never, most: 100));
    }
}
