using System.Globalization;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>What the kernel has counted since the machine was started.</summary>
/// <param name="Kills">How many processes it has killed for want of memory; null: it does not count them.</param>
internal sealed record PagingCounters(DateTimeOffset At, long SwappedIn, long SwappedOut, long? Kills)
{
    public long PageSize { get; init; } = Environment.SystemPageSize;

    /// <summary>Reads <c>/proc/vmstat</c>; null when it is no such text, or of a kernel that does not count kills (before 4.13).</summary>
    public static PagingCounters? Parse(string text, DateTimeOffset at)
    {
        var counted = NamedNumbers.Parse(text);
        // A kernel that was built without swap does not count its pages.
        return counted.TryGetValue("oom_kill", out var kills)
            ? new(at, counted.GetValueOrDefault("pswpin"), counted.GetValueOrDefault("pswpout"), kills)
            : null;
    }

    /// <summary>Null when nothing was noted, or nothing that can be read.</summary>
    public static PagingCounters? FromNotes(IReadOnlyDictionary<string, string> notes)
    {
        return DateTimeOffset.TryParse(notes.GetValueOrDefault("at"), CultureInfo.InvariantCulture, out var at)
            && Noted("swapped_in") is { } swappedIn && Noted("swapped_out") is { } swappedOut
                ? new(at, swappedIn, swappedOut, Noted("kills"))
                : null;

        long? Noted(string name) =>
            long.TryParse(notes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public IReadOnlyDictionary<string, string> ToNotes()
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["at"] = At.ToString("O", CultureInfo.InvariantCulture),
            ["swapped_in"] = SwappedIn.ToString(CultureInfo.InvariantCulture),
            ["swapped_out"] = SwappedOut.ToString(CultureInfo.InvariantCulture),
        };
        if (Kills is { } kills)
            notes["kills"] = kills.ToString(CultureInfo.InvariantCulture);
        return notes;
    }
}
