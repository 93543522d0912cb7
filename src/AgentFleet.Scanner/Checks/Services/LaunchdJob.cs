using System.Globalization;
using AgentFleet.Ledger;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>A line of <c>launchctl list</c>.</summary>
/// <param name="Pid">Null: it does not run.</param>
/// <param name="LastExit">The exit code of its last run; below 0 the signal that ended it.</param>
internal sealed record LaunchdJob(int? Pid, int LastExit, string Label)
{
    private const string Heading = "PID\tStatus\tLabel";
    private const int LongestLabel = 200;

    /// <summary>Whether it belongs to macOS, or is a program with windows that somebody opened.</summary>
    public bool IsSystems => Label.StartsWith("com.apple.", StringComparison.Ordinal) || Label.StartsWith("application.", StringComparison.Ordinal);

    /// <summary>Null when it is no such text, or when one line of it is none.</summary>
    public static IReadOnlyList<LaunchdJob>? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [Heading, .. var rest])
            return null;
        var jobs = rest.Select(Read).OfType<LaunchdJob>().ToList();
        return jobs.Count == rest.Length ? jobs : null;
    }

    private static LaunchdJob? Read(string line)
    {
        if (line.Split('\t') is not [var pid, var status, { Length: > 0 } label]
            || !int.TryParse(status, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lastExit) || lastExit == int.MinValue)
            return null;
        int? running = int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return running is null && pid != "-" ? null : new(running, lastExit, PlainText.Line(label, LongestLabel));
    }
}
