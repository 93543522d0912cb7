using System.Globalization;

namespace AgentFleet.Benchmarks;

/// <summary>What each service takes while there is nothing to do: the shipped definitions, no findings to fix.</summary>
internal static class IdleFigures
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(5);

    // Of /proc/PID/stat; sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    public static async Task MeasureAsync(string program)
    {
        if (!OperatingSystem.IsLinux())
        {
            Report.Row($"idle services", $"not measured: needs /proc", "");
            return;
        }
        using var place = new Place();
        foreach (var definition in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(program)!, "scanners")))
            File.Copy(definition, place.Path($"scanners/{Path.GetFileName(definition)}"));
        await using var scanner = place.Start(program, "scanner");
        await using var supervisor = place.Start(program, "supervisor");
        await Task.Delay(Settling, TimeProvider.System);
        var (scannerBefore, supervisorBefore) = (Ticks(scanner.Pid), Ticks(supervisor.Pid));
        await Task.Delay(Watched, TimeProvider.System);
        Row("scanner", scanner.Pid, scannerBefore);
        Row("supervisor", supervisor.Pid, supervisorBefore);
    }

    private static void Row(string name, int pid, long before)
    {
        Report.Row($"idle {name}, resident memory after {(Settling + Watched).TotalMinutes:0.0} min", $"{ResidentMebibytes(pid):0.0} MiB", "75 MB");
        Report.Row($"idle {name}, processor", $"{(Ticks(pid) - before) / TicksPerSecond / Watched.TotalSeconds:0.00 %} of a core", "0.2 %");
    }

    private static double ResidentMebibytes(int pid) => double.Parse(
        File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    private static long Ticks(int pid)
    {
        // The name, in parentheses, may hold blanks: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[11..13].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
    }
}
