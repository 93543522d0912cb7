namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>What <c>journalctl -o cat --show-cursor</c> printed: https://www.freedesktop.org/software/systemd/man/latest/journalctl.html</summary>
/// <param name="Cursor">Where the last entry stands; null when there was none.</param>
internal sealed record JournalOutput(IReadOnlyList<string> Lines, string? Cursor)
{
    private const string CursorLine = "-- cursor: ";

    public static JournalOutput Parse(string output)
    {
        var lines = output.Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        // The last line is journalctl's own; whoever logs may write the same into any line before it.
        var cursor = lines is [.., var last] && last.StartsWith(CursorLine, StringComparison.Ordinal) ? last[CursorLine.Length..].Trim() : null;
        if (cursor is not null)
            lines.RemoveAt(lines.Count - 1);
        return new([.. lines.Where(line => !IsOwn(line)).Select(Cut)], cursor);
    }

    private static bool IsOwn(string line) => line == "-- No entries --" || (line.StartsWith("-- Boot ", StringComparison.Ordinal) && line.EndsWith(" --", StringComparison.Ordinal));

    private static string Cut(string line) => line.Length > LineSplitter.Longest ? line[..LineSplitter.Longest] : line;
}
