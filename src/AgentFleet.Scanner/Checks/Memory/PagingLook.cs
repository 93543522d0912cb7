using System.Globalization;
using System.Text.Json.Nodes;
using AgentFleet.Definitions;

namespace AgentFleet.Scanner.Checks.Memory;

/// <summary>What was swapped, and who was killed for want of memory, since the last look.</summary>
internal sealed class PagingLook(Thresholds swapping)
{
    private const string Source = "paging";

    /// <summary>With what the next look has to know; null when nothing could be seen.</summary>
    public (SourceLook Seen, IReadOnlyDictionary<string, string>? Notes) Look(MemorySeen memory, LookContext context)
    {
        if (memory.Paging is not { } now)
            return (new(Source, [], memory.PagingTrouble), null);

        var before = PagingCounters.FromNotes(context.Notes);
        var swapped = OfSwapping(before, now);
        return (new(Source, now.Kills is { } kills ? [OfKills(before, kills), swapped] : [swapped]), now.ToNotes());
    }

    private static Observation OfKills(PagingCounters? before, long now)
    {
        // A counter that went backwards began anew at a start of the machine: all that it counts is new.
        var kills = before?.Kills is not { } earlier ? 0 : now < earlier ? now : now - earlier;
        var since = before?.Kills is null ? "" : $" since {before.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
        var title = kills == 0
            ? $"no process was killed for want of memory{since}"
            : string.Create(CultureInfo.InvariantCulture, $"the kernel killed {kills} {(kills == 1 ? "process" : "processes")} for want of memory{since}");
        return new("kills", kills > 0 ? Level.Critical : Level.Ok, title, new JsonObject
        {
            ["kills"] = kills,
            ["kills_since_boot"] = now,
            ["since"] = before?.Kills is null ? null : before.At.ToString("O", CultureInfo.InvariantCulture),
        })
        {
            Since = before?.At,
            IsOver = kills > 0,
        };
    }

    private Observation OfSwapping(PagingCounters? before, PagingCounters now)
    {
        var (swappedIn, swappedOut) = (Pace(counters => counters.SwappedIn), Pace(counters => counters.SwappedOut));
        var pages = swappedIn + swappedOut;
        var title = pages is null
            ? "how much is swapped is known from the next look on"
            : string.Create(CultureInfo.InvariantCulture, $"{pages:0.#} pages a second are swapped ({Sizes.Print((long)(pages.Value * now.PageSize))} a second)");
        return new("swapping", pages is { } known ? swapping.LevelOf(known) : Level.Ok, title, new JsonObject
        {
            ["in_pages_per_second"] = swappedIn,
            ["out_pages_per_second"] = swappedOut,
            ["warning_pages_per_second"] = swapping.Warning,
            ["critical_pages_per_second"] = swapping.Critical,
        })
        {
            Since = before?.At,
            Measured = pages is { } measured ? [new("swapped_pages_per_second", "1/s", (double)measured)] : [],
        };

        // Unknown at the first look, after a start of the machine, and when the clock was put back.
        decimal? Pace(Func<PagingCounters, long> of) =>
            before is not null && now.At > before.At && of(now) >= of(before)
                ? Math.Round((of(now) - of(before)) / (decimal)(now.At - before.At).TotalSeconds, 1)
                : null;
    }
}
