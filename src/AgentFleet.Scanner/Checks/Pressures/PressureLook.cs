using System.Text.Json.Nodes;

namespace AgentFleet.Scanner.Checks.Pressures;

/// <summary>One look at how much tasks wait for <c>memory</c>, <c>cpu</c> or <c>io</c>; a source of its own.</summary>
internal static class PressureLook
{
    // The average of a minute fades: what was is a twentieth of it only after three.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(3);

    /// <summary>Null where the kernel does not tell, and no threshold asks for it.</summary>
    public static SourceLook? At(string proc, string resource, Thresholds thresholds, LookContext context)
    {
        var source = $"{resource}-pressure";
        var file = Path.Combine(proc, "pressure", resource);
        if (KernelFile.Read(file, out var trouble) is { } text)
            return Pressure.Parse(text) is { } pressure
                ? new(source, [Judge(source, resource, pressure, thresholds) with { Since = context.Clock.GetUtcNow() - Window }])
                : new(source, [], $"{file} says nothing about the last minute");
        return thresholds == Thresholds.Never ? null : new(source, [], $"{trouble}; a kernel that can tell is booted with psi=1");
    }

    private static Observation Judge(string source, string resource, Pressure pressure, Thresholds thresholds)
    {
        var all = pressure.Full is { } full ? $", all of them in {Percent.Print(full)}" : "";
        return new(source, thresholds.LevelOf(pressure.Some), $"tasks waited for {resource} in {Percent.Print(pressure.Some)} of the last minute{all}", new JsonObject
        {
            ["resource"] = resource,
            ["some_percent"] = pressure.Some,
            ["full_percent"] = pressure.Full,
            ["warning_percent"] = thresholds.Warning,
            ["critical_percent"] = thresholds.Critical,
        })
        {
            Measured = [new("some_percent", "%", (double)pressure.Some)],
        };
    }
}
