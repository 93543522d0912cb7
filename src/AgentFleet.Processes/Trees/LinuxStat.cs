using System.Globalization;

namespace AgentFleet.Processes;

/// <summary>The fields of /proc/PID/stat that matter here (proc_pid_stat(5), which numbers them from 1).</summary>
internal sealed record LinuxStat(int Parent, int Session, bool Zombie, string StartTime)
{
    public static LinuxStat? Parse(string text)
    {
        // The program's name, field 2, stands in parentheses and may hold spaces, line ends and parentheses itself.
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20)
            return null;

        return new(Number(fields[1]), Number(fields[3]), Zombie: fields[0] is "Z" or "X", StartTime: fields[19]);
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
