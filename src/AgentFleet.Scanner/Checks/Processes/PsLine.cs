using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFleet.Scanner.Checks.Processes;

/// <summary>Reads what <c>ps</c> prints without headings, the text that may hold blanks last.</summary>
internal static partial class PsLine
{
    public const string Columns = "pid=,ppid=,state=,etime=,rss=,comm=";

    /// <summary>A line of <see cref="Columns"/>; null when it is none.</summary>
    public static SeenProcess? Process(string line)
    {
        var match = OfProcess().Match(line);
        return match.Success && Number(match.Groups["pid"]) is { } pid && Number(match.Groups["parent"]) is { } parent
            && Number(match.Groups["rss"]) is { } kibibytes
                ? new(pid, NameOf(match.Groups["program"].Value), match.Groups["state"].Value[0], parent, Elapsed(match.Groups["elapsed"].Value), kibibytes * 1024L)
                : null;
    }

    /// <summary>A line of <c>pid=,command=</c>; null when it is none.</summary>
    public static (int Pid, string Command)? Command(string line)
    {
        var match = OfCommand().Match(line);
        return match.Success && Number(match.Groups["pid"]) is { } pid ? (pid, match.Groups["command"].Value) : null;
    }

    // macOS tells the program's whole path, and may put the name of one that has ended in parentheses.
    private static string NameOf(string program) => program switch
    {
        ['(', .. var ended, ')'] => ended,
        _ => program[(program.LastIndexOf('/') + 1)..],
    };

    // Days, hours, minutes and seconds: 2-03:04:05, or 04:05; a dash where it is not known.
    private static TimeSpan? Elapsed(string text)
    {
        if (text == "-")
            return null;
        var (days, clock) = text.Split('-') is [var first, var rest] ? (first, rest) : ("0", text);
        long seconds = 0;
        foreach (var part in clock.Split(':'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 99)
                return null;
            seconds = seconds * 60 + number;
        }

        return int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole < 100_000
            ? TimeSpan.FromSeconds(whole * 86400L + seconds)
            : null;
    }

    private static int? Number(Group group) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\s*(?<pid>[0-9]+)\s+(?<parent>[0-9]+)\s+(?<state>[A-Za-z?])\S*\s+(?<elapsed>[0-9:-]+)\s+(?<rss>[0-9]+)\s+(?<program>\S.*?)\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex OfProcess();

    [GeneratedRegex(@"^\s*(?<pid>[0-9]+)\s(?<command>.*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex OfCommand();
}
