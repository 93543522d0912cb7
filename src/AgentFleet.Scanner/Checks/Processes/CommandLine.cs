using System.Globalization;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>What a process was started with: <c>/proc/PID/cmdline</c>.</summary>
internal static class CommandLine
{
    /// <summary>Empty for a thread of the kernel, and for a process that is gone.</summary>
    public static IReadOnlyList<string> Of(string proc, int pid)
    {
        try
        {
            return File.ReadAllText(Path.Combine(proc, pid.ToString(CultureInfo.InvariantCulture), "cmdline")).TrimEnd('\0').Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
