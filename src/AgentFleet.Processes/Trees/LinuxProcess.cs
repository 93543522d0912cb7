using System.Globalization;
using System.Text;

namespace AgentFleet.Processes;

/// <summary>What /proc says of a process (proc_pid_stat(5), proc_pid_environ(5)).</summary>
internal static class LinuxProcess
{
    private static readonly Lazy<string> BootId = new(() => Read("/proc/sys/kernel/random/boot_id")?.Trim() ?? "");

    public static string? StartToken(int pid) =>
        Stat(pid) is { Zombie: false } stat ? $"{BootId.Value}/{stat.StartTime}" : null;

    public static LinuxStat? Stat(int pid) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")) is { } text ? LinuxStat.Parse(text) : null;

    public static IEnumerable<int> Pids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
        }
    }

    /// <summary>Whether the process was started with this variable of this value; false when we may not look.</summary>
    public static bool Carries(int pid, string variable, string value)
    {
        var wanted = Encoding.UTF8.GetBytes($"\0{variable}={value}\0");
        try
        {
            var environment = File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ"));
            return environment.AsSpan().StartsWith(wanted.AsSpan(1)) || environment.AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
