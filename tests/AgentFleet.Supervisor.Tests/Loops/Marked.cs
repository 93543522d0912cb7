using AgentFleet.Processes;

namespace AgentFleet.Supervisor.Tests.Loops;

/// <summary>Finds what still runs of an attempt, by the marker that all its processes inherit.</summary>
internal static class Marked
{
    public static IReadOnlyList<int> With(Guid attempt)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems do not show the environment of a process");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Environment(pid).Split('\0').Contains($"{RunMarker.Variable}={attempt}"))];
    }

    private static string Environment(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
