namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>
/// A mounted file system. Mounts of one <paramref name="Device"/> show the same file system; only one that shows it
/// <paramref name="Whole"/> is not a bind mount of a part.
/// </summary>
internal sealed record Mount(string Point, string Device, string Type, bool Whole);
