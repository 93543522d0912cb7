using System.Globalization;
using AgentFleet.Definitions;
using AgentFleet.Ledger;
using AgentFleet.Processes;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>The entries that were added to the log of macOS, read from one time to another: <c>log show</c>.</summary>
/// <param name="process">Whose entries; null: everybody's. Nothing in it may be special in a predicate.</param>
internal sealed class UnifiedLog(string? process, long readAtMost) : ILogSource
{
    // An entry may be stored some seconds after it was written.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>A test has another.</summary>
    internal string Log { get; init; } = "/usr/bin/log";

    public string Name => process is null ? "the log of macOS" : $"the log of {process}";

    public async Task<LogReading> ReadAsync(LookContext context, LineTally tally, CancellationToken ct)
    {
        // Whole seconds, as "log show" takes them.
        var until = DateTimeOffset.FromUnixTimeSeconds((context.Clock.GetUtcNow() - Settling).ToUnixTimeSeconds());
        var since = context.Notes.GetValueOrDefault("journal") == (process ?? "") ? Noted(context.Notes) : null;
        // A clock that was put back far has its log to begin with anew.
        if (since is null || since > until + Settling + Settling)
            return await AskAsync(until.AddSeconds(-1), until, null, context, ct) with { First = true };
        return since >= until ? new(context.Notes) : await AskAsync(since.Value, until, tally, context, ct);
    }

    private async Task<LogReading> AskAsync(DateTimeOffset since, DateTimeOffset until, LineTally? tally, LookContext context, CancellationToken ct)
    {
        string[] command =
        [
            Log, "show", "--style", "ndjson", "--start", Print(since), "--end", Print(until),
            .. process is null ? [] : new[] { "--predicate", $"process == \"{process}\"" },
        ];
        var spec = new CommandSpec(command, context.Timeout * 0.8) { OutputLimit = (int)readAtMost, Grace = TimeSpan.Zero };
        return await Command.RunAsync(spec, context.Clock, ct) switch
        {
            CommandResult.Exited { Code: 0 } ended => Read(ended, since, until, tally, ct),
            CommandResult.Exited { Errors.Length: > 0 } failed => new(Notes: null) { Blind = PlainText.Line(failed.Errors, 300) },
            // Else the time to read would grow with every look, and none would ever be done.
            CommandResult.TimedOut => new(NotesOf(until)) { Blind = $"log show did not answer within {Durations.Print(spec.Timeout)}; what was written until then is skipped" },
            CommandResult.NotStarted never => new(Notes: null) { Blind = PlainText.Line(never.Reason, 300) },
            _ => new(Notes: null) { Blind = "log show failed and does not say why" },
        };
    }

    private LogReading Read(CommandResult.Exited ended, DateTimeOffset since, DateTimeOffset until, LineTally? tally, CancellationToken ct)
    {
        // The line at which it was cut is no whole one.
        var output = UnifiedLogOutput.Parse(ended.Truncated ? ended.Output[..(ended.Output.LastIndexOf('\n') + 1)] : ended.Output);
        // It tells of whole seconds at both ends: what belongs to another look is left to it.
        foreach (var entry in tally is null ? [] : output.Entries.Where(entry => entry.At >= since && entry.At < until))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var line in entry.Message.Split('\n'))
                tally!.Add(line.Length > LineSplitter.Longest ? line[..LineSplitter.Longest] : line);
        }

        return new(NotesOf(until))
        {
            Missed = ended.Truncated && tally is not null ? $"{Name} grew by more than {Sizes.Print(readAtMost)} since the last look; the rest was skipped" : output.Odd,
        };
    }

    private Dictionary<string, string> NotesOf(DateTimeOffset until) => new(StringComparer.Ordinal)
    {
        ["journal"] = process ?? "",
        ["since"] = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset? Noted(IReadOnlyDictionary<string, string> notes) =>
        long.TryParse(notes.GetValueOrDefault("since"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 1L << 36
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Print(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'+0000'", CultureInfo.InvariantCulture);
}
