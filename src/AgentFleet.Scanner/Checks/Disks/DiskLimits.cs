using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>From where on a disk is too full.</summary>
/// <param name="Used">Percent of the bytes.</param>
/// <param name="Inodes">Percent of the inodes.</param>
/// <param name="Free">Bytes that are left.</param>
/// <param name="FullWithin">Too soon to be full, at the pace of the last hours; null: no matter when.</param>
internal sealed record DiskLimits(Thresholds Used, Thresholds Inodes, Thresholds Free, TimeSpan? FullWithin)
{
    public static DiskLimits OfPercent(Thresholds percent) => new(percent, percent, Thresholds.Never, null);

    public static DiskLimits Read(YamlMap definition)
    {
        var percent = Thresholds.ReadPercent(definition);
        var free = Thresholds.ReadSizesLeft(definition, "free");
        // A tenth of a large disk is plenty: whoever says how much must be left means that, and not the usual share too.
        var usedCounts = definition.Has("thresholds") || free == Thresholds.Never;
        return new(
            usedCounts ? percent : Thresholds.Never, percent, free,
            definition.Has("full_within") ? definition.Duration("full_within", TimeSpan.Zero, min: TimeSpan.FromMinutes(1), max: TimeSpan.FromDays(365)) : null);
    }
}
