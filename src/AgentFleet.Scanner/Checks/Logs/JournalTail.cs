using System.Globalization;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>The entries that were added to the journal of systemd.</summary>
internal sealed class JournalTail(string? unit, long readAtMost) : ILogSource
{
    private const int MostEntries = 50_000;
    private const string NoEntries = "-- No entries --\n";
    private const string NoJournal = "there is no journal here that can be read";

    /// <summary>The program that is asked, and what stands before all its arguments; a test has others.</summary>
    internal IReadOnlyList<string> Journalctl { get; init; } = ["journalctl"];

    public string Name => unit is null ? "the journal" : $"the journal of {unit}";

    public async Task<LogReading> ReadAsync(LookContext context, LineTally tally, CancellationToken ct)
    {
        var from = context.Notes.GetValueOrDefault("journal") != (unit ?? "") ? null
            : context.Notes.GetValueOrDefault("cursor") is { } cursor ? $"--after-cursor={cursor}"
            : context.Notes.GetValueOrDefault("since") is { } since ? $"--since=@{since}"
            : null;
        return from is null ? await StartAsync(context, ct) with { First = true } : await ReadOnAsync(from, context, tally, ct);
    }

    private async Task<LogReading> StartAsync(LookContext context, CancellationToken ct)
    {
        var (ended, blind) = await AskAsync(["-n", "1"], unit, context, ct);
        return ended is null ? new(Notes: null) { Blind = blind } : new(NotesOf(JournalOutput.Parse(ended.Output).Cursor, context)) { Missed = Hidden(ended) };
    }

    private async Task<LogReading> ReadOnAsync(string from, LookContext context, LineTally tally, CancellationToken ct)
    {
        var (ended, blind) = await AskAsync([from, "-n", MostEntries.ToString(CultureInfo.InvariantCulture)], unit, context, ct);
        // A journal that was made anew, or one that was broken, knows nothing of where the last look ended.
        if (ended is null && blind!.Contains("seek to cursor", StringComparison.Ordinal))
            return await StartAsync(context, ct) with { Missed = $"{Name} no longer knows where the last look ended; it is read from here on" };
        if (ended is null)
            return new(Notes: null) { Blind = blind };

        var output = JournalOutput.Parse(ended.Output);
        foreach (var line in output.Lines)
        {
            ct.ThrowIfCancellationRequested();
            tally.Add(line);
        }

        // Of an output that was cut the cursor is missing, which stands at its end: then what is new begins now.
        return ended.Truncated
            ? await StartAsync(context, ct) with { Missed = $"{Name} grew by more than {Sizes.Print(readAtMost)} since the last look; the rest was skipped" }
            : new(output.Cursor is null ? context.Notes : NotesOf(output.Cursor, context))
            {
                Missed = output.Lines.Count >= MostEntries ? $"{Name} grew by more than {MostEntries} entries since the last look" : Hidden(ended),
            };
    }

    private async Task<(CommandResult.Exited? Ended, string? Blind)> AskAsync(
        IReadOnlyList<string> arguments, string? of, LookContext context, CancellationToken ct)
    {
        string[] command = [.. Journalctl, "--output=cat", "--show-cursor", "--no-pager", .. arguments, .. of is null ? [] : new[] { $"--unit={of}" }];
        var spec = new CommandSpec(command, context.Timeout * 0.4) { OutputLimit = (int)readAtMost, Grace = TimeSpan.FromMilliseconds(500) };
        return await Command.RunAsync(spec, context.Clock, ct) switch
        {
            CommandResult.Exited { Code: 0 } ended => (ended, null),
            // That is how it says that there is no such entry; but where there is no journal at all it says the same.
            CommandResult.Exited { Code: 1, Output: "" or NoEntries, Errors: "" } none =>
                of is null ? (null, NoJournal) : await AskAsync(["-n", "1"], null, context, ct) is { Ended: null, Blind: var why } ? (null, why) : (none, null),
            CommandResult.Exited { Errors: var errors } when errors.Contains("No journal files were", StringComparison.Ordinal) => (null, NoJournal),
            CommandResult.Exited { Errors.Length: > 0 } failed => (null, PlainText.Line(failed.Errors, 300)),
            CommandResult.TimedOut => (null, $"journalctl did not answer within {Durations.Print(context.Timeout * 0.4)}"),
            CommandResult.NotStarted never => (null, PlainText.Line(never.Reason, 300)),
            _ => (null, "journalctl failed and does not say why"),
        };
    }

    private Dictionary<string, string> NotesOf(string? cursor, LookContext context) => new(StringComparer.Ordinal)
    {
        ["journal"] = unit ?? "",
        // Of a unit that never wrote there is no entry to begin behind.
        [cursor is null ? "since" : "cursor"] = cursor ?? context.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private static string? Hidden(CommandResult.Exited ended) =>
        ended.Errors.Contains("not seeing messages from other users", StringComparison.Ordinal) ? "this user sees only a part of the journal; group systemd-journal sees all of it" : null;
}
