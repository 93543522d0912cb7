using System.Globalization;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>What <c>/proc/PID/stat</c> says of a process: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html</summary>
/// <param name="Name">Of the program; the kernel cuts it to 15 bytes.</param>
/// <param name="State">Such as R (running), D (waits for a device), Z (zombie).</param>
/// <param name="StartTicks">When it was started, in hundredths of a second since the machine was.</param>
internal sealed record ProcessStat(int Pid, string Name, char State, int Parent, long StartTicks, long ResidentPages)
{
    /// <summary>Null when it is no such text.</summary>
    public static ProcessStat? Parse(string text)
    {
        // The name stands in parentheses and may hold blanks, line ends and parentheses itself.
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
        if (open < 0 || close < open)
            return null;
        var fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 21
            && Number(text.AsSpan(0, open).Trim()) is { } pid && Number(fields[1]) is { } parent
            && Number(fields[19]) is { } start && Number(fields[21]) is { } resident
                ? new((int)pid, text[(open + 1)..close], fields[0][0], (int)parent, start, resident)
                : null;
    }

    private static long? Number(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
