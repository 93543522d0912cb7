using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Disks;

/// <summary>Reads <c>/proc/self/mountinfo</c>: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html</summary>
internal static partial class LinuxMounts
{
    public const string File = "/proc/self/mountinfo";

    public static IEnumerable<Mount> Parse(string text) =>
        text.Split('\n').Select(Read).OfType<Mount>();

    private static Mount? Read(string line)
    {
        // 36 35 98:0 /root /mount/point rw,noatime master:1 - ext3 /dev/sda1 rw
        if (line.Split(" - ", 2) is not [var mount, var system])
            return null;
        return (mount.Split(' '), system.Split(' ')) is ([_, _, var device, var root, var point, var options, ..], [var type, .., var ofSystem])
            ? new Mount(Unescape(point), device, type, Whole: root == "/") { IsReadOnly = SaysReadOnly(options) || SaysReadOnly(ofSystem) }
            : null;
    }

    private static bool SaysReadOnly(string options) => options.Split(',').Contains("ro");

    /// <summary>Blanks, tabs, line ends and backslashes stand there as octal numbers.</summary>
    private static string Unescape(string text) =>
        Octal().Replace(text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
