using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Benchmarks;

/// <summary>How well schedules were kept, by what the ledger says of the cycles.</summary>
internal sealed record Firings(int Count, int Missed, int Overlaps, TimeSpan Latest)
{
    /// <summary>
    /// Of all scanners but those that hang. A scanner's own grid is that of its most punctual firing; a gap of more than
    /// one and a half intervals is a firing missed, and a scanner that never looked has missed all. The last firing before the
    /// beginning counts along: one that is due at the very beginning may come a little before it.
    /// </summary>
    public static Firings Of(LedgerFile ledger, int scanners, DateTimeOffset from, DateTimeOffset until, TimeSpan interval)
    {
        var cycles = ledger.Read(connection => connection.Rows(
            "SELECT scanner, started_at, completed_at FROM cycles WHERE trigger = 'schedule' AND started_at >= @from AND started_at < @until AND scanner NOT LIKE @hanging || '%' ORDER BY scanner, started_at",
            new { from = Times.Text(from - interval), until = Times.Text(until), hanging = Crowd.HangingPrefix },
            row => (Scanner: row.Text("scanner"), Started: row.Time("started_at"), Completed: row.TimeOrNull("completed_at"))));
        var silent = scanners - cycles.DistinctBy(cycle => cycle.Scanner).Count();
        var all = new Firings(0, silent * (int)((until - from) / interval), 0, TimeSpan.Zero);
        foreach (var scanner in cycles.GroupBy(cycle => cycle.Scanner))
        {
            var starts = scanner.Select(cycle => cycle.Started).ToList();
            var gaps = starts.Prepend(from - interval).Zip(starts.Append(until), (one, next) => next - one).ToList();
            var offsets = starts.Select((start, index) => start - from - interval * Math.Round((start - starts[0]) / interval)).ToList();
            all = new(
                all.Count + starts.Count(start => start >= from),
                all.Missed + gaps.Sum(gap => (int)Math.Max(0, Math.Floor(gap / interval - 0.5))),
                all.Overlaps + scanner.Zip(scanner.Skip(1), (one, next) => one.Completed is null || one.Completed > next.Started).Count(overlaps => overlaps),
                Max(all.Latest, offsets.Max() - offsets.Min()));
        }
        return all;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
