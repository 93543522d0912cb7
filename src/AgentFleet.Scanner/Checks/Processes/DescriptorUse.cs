using System.Globalization;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>How many file descriptors a process has open, and how many it may.</summary>
/// <param name="Limit">The soft limit; null: none.</param>
internal sealed record DescriptorUse(int Pid, string Name, int Open, long? Limit)
{
    public decimal Share => Limit is > 0 ? Percent.Of(Open, Limit.Value) : 0;

    /// <summary>Null when the process is gone, or when we may not look: then <paramref name="hidden"/>.</summary>
    public static DescriptorUse? Of(string proc, SeenProcess process, out bool hidden)
    {
        hidden = false;
        var folder = Path.Combine(proc, process.Pid.ToString(CultureInfo.InvariantCulture));
        try
        {
            var open = Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd")).Count();
            return ParseLimit(File.ReadAllText(Path.Combine(folder, "limits")), out var limit)
                ? new(process.Pid, process.Name, open, limit)
                : null;
        }
        catch (UnauthorizedAccessException)
        {
            hidden = true;
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Reads the soft limit from <c>/proc/PID/limits</c>; false when it does not stand there.</summary>
    public static bool ParseLimit(string limits, out long? soft)
    {
        soft = null;
        const string Title = "Max open files";
        var line = limits.Split('\n').FirstOrDefault(line => line.StartsWith(Title, StringComparison.Ordinal));
        if (line?[Title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var value, ..])
            return false;
        if (value == "unlimited")
            return true;
        var known = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        soft = number;
        return known;
    }
}
