using System.Globalization;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Benchmarks;

/// <summary>
/// What looks once a minute leave behind in a ledger that is thinned every hour, written as the picture that thinning
/// leaves: no hundred million looks are made. A test compares it with what thinning really leaves.
/// </summary>
/// <param name="subjects">So many scanners with one subject each, two measurements a look.</param>
/// <param name="thinnedAt">When thinning ran last: on the hour.</param>
internal sealed class YearOfLooks(LedgerFile ledger, int subjects, DateTimeOffset thinnedAt)
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;
    private const int Day = 24 * Hour;

    // The scanners do not look all at once: each has its own second of the minute.
    private const string Looks = """
        WITH RECURSIVE
          times (t) AS (SELECT @from WHERE @from < @to UNION ALL SELECT t + @step FROM times WHERE t + @step < @to),
          subjects (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM subjects WHERE n + 1 < @subjects),
          looks (t, n, ms) AS (SELECT t, n, t * 1000 + n * 50000 / @subjects FROM times CROSS JOIN subjects)
        """;

    // A UUIDv7 without chance in it.
    private const string Id = "printf('%08x-%04x-7000-8000-%012x', ms >> 16, ms & 65535, n)";
    private const string Scanner = "printf('watch-%03d', n)";

    private const string CyclesSql = $"""
        {Looks}
        INSERT INTO cycles (id, host, scanner, trigger, started_at, completed_at, status)
        SELECT {Id}, @host, {Scanner}, 'schedule', strftime('%Y-%m-%dT%H:%M:%S', ms / 1000, 'unixepoch') || printf('.%03dZ', ms % 1000),
          strftime('%Y-%m-%dT%H:%M:%S', (ms + 9) / 1000, 'unixepoch') || printf('.%03dZ', (ms + 9) % 1000), 'complete' FROM looks
        """;

    private const string SourcesSql = $"""
        {Looks}
        INSERT INTO cycle_sources (cycle_id, source, complete, subjects) SELECT {Id}, {Scanner}, 1, 1 FROM looks
        """;

    private const string SamplesSql = $"""
        {Looks}
        INSERT INTO samples (series, span, at, value)
        SELECT s.id, @span, iif(@span = 0,
            strftime('%Y-%m-%dT%H:%M:%S', ms / 1000, 'unixepoch') || printf('.%03dZ', ms % 1000), strftime('%Y-%m-%dT%H:%M:%S.000Z', t, 'unixepoch')),
          (t / 60 * 7919 + s.id * 104729) % 10007 / 100.0
        FROM looks CROSS JOIN (SELECT 1 AS metric UNION ALL SELECT 2) m CROSS JOIN sample_series s ON s.id = 2 * n + m.metric
        """;

    private const string SeriesSql = """
        WITH RECURSIVE subjects (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM subjects WHERE n + 1 < @subjects)
        INSERT INTO sample_series (id, host, scanner, subject, metric, unit)
        SELECT 2 * n + column1, @host, printf('watch-%03d', n), printf('watch-%03d', n), column2, column3
        FROM subjects CROSS JOIN (VALUES (1, 'used_bytes', 'B'), (2, 'used_percent', '%'))
        """;

    /// <summary>The scanner of a number.</summary>
    public static string ScannerOf(int number) => string.Create(CultureInfo.InvariantCulture, $"watch-{number:000}");

    public void Begin() => ledger.Write(write => write.Execute(SeriesSql, new { subjects, host = write.Host }));

    /// <summary>Writes what is left of the looks in a time, hour by hour, as they would have come: so a page of the file is as full as after a year.</summary>
    public void Write(DateTimeOffset from, DateTimeOffset until)
    {
        var (month, twoDays) = (Seconds(thinnedAt.AddDays(-30)), Seconds(thinnedAt.AddDays(-2)));
        for (var hour = Seconds(from); hour < Seconds(until); hour += Hour)
        {
            var end = Math.Min(hour + Hour, Seconds(until));
            ledger.Write(write =>
            {
                foreach (var sql in (string[])[CyclesSql, SourcesSql])
                {
                    Run(write, sql, Day, Between(hour, end, long.MinValue, month));
                    Run(write, sql, Hour, Between(hour, end, month, twoDays));
                    Run(write, sql, Minute, Between(hour, end, twoDays, long.MaxValue));
                }
                Run(write, SamplesSql, Hour, Between(hour, end, long.MinValue, month), span: Hour);
                Run(write, SamplesSql, 5 * Minute, Between(hour, end, month, twoDays), span: 5 * Minute);
                Run(write, SamplesSql, Minute, Between(hour, end, twoDays, long.MaxValue));
            });
        }
    }

    private void Run(LedgerWrite write, string sql, int step, (long From, long To) range, int span = 0)
    {
        var from = (range.From + step - 1) / step * step;
        if (from >= range.To)
            return;
        write.Execute(sql, new { host = write.Host, subjects, from, to = range.To, step, span });
    }

    private static (long From, long To) Between(long from, long to, long least, long most) => (Math.Max(from, least), Math.Min(to, most));

    private static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();
}
