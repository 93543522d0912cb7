using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>From where on memory is short.</summary>
/// <param name="Used">Percent of all memory that nobody could have without swapping.</param>
/// <param name="Available">Bytes that could be had at once.</param>
/// <param name="Swap">Percent of the swap that is in use.</param>
/// <param name="Swapping">Pages that go to or come from the swap, a second.</param>
/// <param name="Pressure">Percent of the last minute in which some task waited for memory.</param>
internal sealed record MemoryLimits(Thresholds Used, Thresholds Available, Thresholds Swap, Thresholds Swapping, Thresholds Pressure)
{
    public static MemoryLimits Usual { get; } = new(new(85, 95), Thresholds.Never, Thresholds.Never, Thresholds.Never, Thresholds.Never);

    public static MemoryLimits Read(YamlMap definition)
    {
        var available = Thresholds.ReadSizesLeft(definition, "available");
        return new(
            // Whoever says how much must be left means that, and not the usual share too.
            Thresholds.ReadNumbers(definition, "thresholds", available == Thresholds.Never ? Usual.Used : Thresholds.Never, most: 100),
            available,
            Thresholds.ReadNumbers(definition, "swap", Usual.Swap, most: 100),
            Thresholds.ReadNumbers(definition, "swapping", Usual.Swapping),
            Thresholds.ReadNumbers(definition, "pressure", Usual.Pressure, most: 100));
    }
}
