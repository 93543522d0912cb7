using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>A ledger after a year: every subject looked at once a minute, some trouble each day, thinned every hour.</summary>
internal static class YearLedger
{
    public const int Subjects = 200;

    private const int Days = 365;

    /// <summary>Fills an empty state folder, and returns when thinning ran last: at the full hour.</summary>
    public static DateTimeOffset Build(StateFolder state, DateTimeOffset now)
    {
        var thinnedAt = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var today = new DateTimeOffset(now.Date, TimeSpan.Zero);
        var clock = new FakeTimeProvider(today.AddDays(-Days));
        using var ledger = LedgerFile.Open(state, "host-1", clock);
        var looks = new YearOfLooks(ledger, Subjects, thinnedAt);
        var troubles = new YearOfTroubles(ledger, clock, Subjects);
        looks.Begin();
        for (var day = today.AddDays(-Days); day < today; day = day.AddDays(1))
        {
            troubles.WriteDay(day, isLast: day.AddDays(1) == today);
            looks.Write(day, day.AddDays(1));
        }
        looks.Write(today, now);
        // What came of the troubles is thinned as well.
        _ = new CycleStore(ledger).Thin(thinnedAt).Sum();
        return thinnedAt;
    }
}
