using System.Globalization;

namespace AgentFleet.Benchmarks;

/// <summary>
/// What a process has cost until now: its own processor time, and that of the children that it has waited for. Linux only.
/// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
/// </summary>
internal sealed record ProcessCost(TimeSpan Own, TimeSpan Children)
{
    // sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on; the kernel rounds down exact times to it.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public TimeSpan All => Own + Children;

    public static ProcessCost Of(int pid)
    {
        // The name, in parentheses, may hold blanks.
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(Sum(fields[11..13]), Sum(fields[13..15]));
    }

    public static double ResidentMebibytes(int pid) => double.Parse(
        File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    public static ProcessCost operator -(ProcessCost after, ProcessCost before) => new(after.Own - before.Own, after.Children - before.Children);

    private static TimeSpan Sum(string[] ticks) => Tick * ticks.Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
}
