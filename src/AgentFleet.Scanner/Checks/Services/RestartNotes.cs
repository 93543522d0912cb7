using System.Globalization;

namespace AgentFleet.Scanner.Checks.Services;

/// <summary>
/// How often a service had been restarted at the looks of the last quarter of an hour, the oldest first: one that comes up
/// again every half a minute is never restarted often between two looks.
/// </summary>
internal sealed record RestartNotes(IReadOnlyList<(DateTimeOffset At, long Count)> Looks)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static RestartNotes None { get; } = new([]);

    /// <summary>What is no such note says nothing.</summary>
    public static RestartNotes From(string? note) => new(
    [
        .. from look in (note ?? "").Split(' ')
           let parts = look.Split('@')
           where parts.Length == 2
           let count = Number(parts[0])
           let at = Number(parts[1])
           where count is not null && at is not null
           select (DateTimeOffset.FromUnixTimeSeconds(at.Value), count.Value),
    ]);

    /// <summary>With one look more. The newest of those that are too old stays: what happened since then has happened in the window.</summary>
    public RestartNotes Add(DateTimeOffset now, long count)
    {
        // Whoever starts it by hand sets its count to nothing: all of it has happened since, and nothing before says anything of
        // it any more. A clock that was put back makes looks of the future.
        List<(DateTimeOffset At, long Count)> known = Looks is [.., var last] && count < last.Count ? [(now, 0)] : [.. Looks];
        known.RemoveAll(look => look.At > now);
        known.RemoveRange(0, Math.Max(0, known.FindLastIndex(look => look.At <= now - Window)));
        // While nothing happens, the beginning and the end of that are enough.
        if (known is [.., var before, var same] && before.Count == count && same.Count == count)
            known.RemoveAt(known.Count - 1);
        return new([.. known, (now, count)]);
    }

    /// <summary>Restarts since <see cref="Since"/>.</summary>
    public long Count => Looks is [var first, .., var last] ? last.Count - first.Count : 0;

    /// <summary>The look that found the newest restart first.</summary>
    public DateTimeOffset? NewestAt => Looks is [.., var last] ? Looks.First(look => look.Count == last.Count).At : null;

    /// <summary>The last look before the newest restart, which has happened since.</summary>
    public DateTimeOffset? BeforeNewest => Looks is [.., var last] && Looks.LastOrDefault(look => look.Count < last.Count) is { At: var at } && at != default ? at : null;

    /// <summary>The last look before the oldest of those that count.</summary>
    public DateTimeOffset? Since => Looks is [var first, ..] ? Looks.Last(look => look.Count == first.Count).At : null;

    public override string ToString() => string.Join(' ', Looks.Select(look => FormattableString.Invariant($"{look.Count}@{look.At.ToUnixTimeSeconds()}")));

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1L << 36 ? number : null;
}
