using System.Globalization;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>What the kernel has counted since the machine was started: <c>/proc/vmstat</c>.</summary>
internal sealed record PagingCounters(DateTimeOffset At, long SwappedIn, long SwappedOut, long Kills)
{
    /// <summary>Null when it is no such text, or of a kernel that does not count kills (before 4.13).</summary>
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
            && Noted("swapped_in") is { } swappedIn && Noted("swapped_out") is { } swappedOut && Noted("kills") is { } kills
                ? new(at, swappedIn, swappedOut, kills)
                : null;

        long? Noted(string name) =>
            long.TryParse(notes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public IReadOnlyDictionary<string, string> ToNotes() => new Dictionary<string, string>
    {
        ["at"] = At.ToString("O", CultureInfo.InvariantCulture),
        ["swapped_in"] = SwappedIn.ToString(CultureInfo.InvariantCulture),
        ["swapped_out"] = SwappedOut.ToString(CultureInfo.InvariantCulture),
        ["kills"] = Kills.ToString(CultureInfo.InvariantCulture),
    };
}
