using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Logs;

/// <summary>The lines that were added to a file, also when it was rotated or emptied meanwhile.</summary>
/// <param name="readAtMost">Bytes a look; of more than that only the newest are read.</param>
internal sealed class FileTail(string path, long readAtMost) : ILogSource
{
    // SHA-256 of no bytes.
    private const string NothingYet = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public string Name => path;

    // A thread of its own: on a file system that hangs it is lost, and must not be one of the pool's.
    public Task<LogReading> ReadAsync(LookContext context, LineTally tally, CancellationToken ct) => Task.Factory.StartNew(
        () => Read(LogPosition.From(context.Notes, path), LogCheck.LastLook(context.Notes), tally, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private LogReading Read(LogPosition? known, DateTimeOffset? lastLook, LineTally tally, CancellationToken ct)
    {
        try
        {
            using var file = new OpenLog(path);
            return known is null ? new(file.At(path, file.Length).ToNotes()) { First = true } : ReadOn(file, known, lastLook, tally, ct);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Once it is there, all of it is new.
            var start = known ?? new LogPosition(path, null, 0, 0, 0, NothingYet);
            return new(start.ToNotes()) { Blind = $"{path} does not exist" };
        }
        catch (UnauthorizedAccessException)
        {
            return new(Notes: null) { Blind = $"{path} cannot be read: permission denied" };
        }
        catch (IOException e)
        {
            return new(Notes: null) { Blind = $"{path} cannot be read: {e.Message}" };
        }
    }

    private LogReading ReadOn(OpenLog file, LogPosition known, DateTimeOffset? lastLook, LineTally tally, CancellationToken ct)
    {
        var goesOn = file.Is(known) && file.Length >= known.Offset;
        // The same inode with less or something else in it was emptied, mostly after it had been copied away.
        var emptied = !goesOn && file.IsSameInode(known);
        using var rest = goesOn ? null : RotatedLog.Find(known, emptied ? lastLook : null);
        // Where inodes are not known, what is nowhere else was emptied too.
        var truncated = emptied || (!goesOn && rest is null && file.MayBe(known));
        var from = goesOn ? known.Offset : 0;
        var inRest = rest is null ? 0 : rest.Length - known.Offset;
        var skipped = Math.Max(0, inRest + file.Length - from - readAtMost);

        if (rest is not null && skipped < inRest)
            ReadPart(rest, known.Offset + skipped, skipped > 0, ended: true, tally, ct);
        var skippedHere = Math.Max(0, skipped - inRest);
        // A line without an end that is no longer written at is all that will come of it.
        var ended = goesOn && file.Length == known.Length;
        var unread = ReadPart(file, from + skippedHere, skippedHere > 0, ended, tally, ct);

        return new(file.At(path, file.Length - unread).ToNotes())
        {
            Rotated = !goesOn && !truncated,
            Truncated = truncated,
            SkippedBytes = skipped,
            Missed = skipped > 0 ? $"{path} grew by more than one look reads; {Sizes.Print(skipped)} were skipped"
                : !goesOn && rest is null && !truncated ? $"{path} was rotated, and what was last written to the old file is not to be found"
                : null,
        };
    }

    /// <summary>How many bytes at the end are of a line that is still being written.</summary>
    private static long ReadPart(OpenLog file, long from, bool inside, bool ended, LineTally tally, CancellationToken ct)
    {
        var lines = new LineSplitter(tally, inside);
        file.Read(from, lines, ct);
        if (ended || lines.Pending > LineSplitter.Longest)
            lines.Finish();
        return lines.Pending;
    }
}
