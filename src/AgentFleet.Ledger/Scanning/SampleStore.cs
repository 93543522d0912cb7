using AgentFleet.Ledger.Files;

namespace AgentFleet.Ledger.Scanning;

/// <summary>
/// What checks measured: every look for two days, then averages over five minutes, after a month over an hour. Read by
/// checks that judge by their own past, and by whoever draws it.
/// </summary>
public sealed class SampleStore(LedgerFile ledger)
{
    private static readonly (int From, int To, TimeSpan After)[] Steps =
        [(0, 300, TimeSpan.FromDays(2)), (300, 3600, TimeSpan.FromDays(30))];

    private const string SeriesSql = """
        INSERT INTO sample_series (host, scanner, subject, metric, unit) VALUES (@host, @scanner, @Subject, @Metric, @Unit)
        ON CONFLICT (host, scanner, subject, metric) DO UPDATE SET unit = excluded.unit
        """;

    private const string InsertSql = """
        INSERT INTO samples (series, span, at, value)
        SELECT id, 0, @now, @value FROM sample_series WHERE host = @host AND scanner = @scanner AND subject = @Subject AND metric = @Metric
        ON CONFLICT DO NOTHING
        """;

    private const string AverageSql = """
        INSERT INTO samples (series, span, at, value)
        SELECT series, @to, strftime('%Y-%m-%dT%H:%M:%S.000Z', unixepoch(at) / @to * @to, 'unixepoch') AS bucket, avg(value)
        FROM samples WHERE series = @series AND span = @from AND at < @before GROUP BY bucket
        ON CONFLICT DO NOTHING
        """;

    private const string DropSql = "DELETE FROM samples WHERE series = @series AND span = @from AND at < @before";

    /// <summary>What was measured of one thing since a time, the oldest first.</summary>
    public IReadOnlyList<Point> History(string scanner, string subject, string metric, DateTimeOffset since) => ledger.Read(connection => connection.Rows(
        """
        SELECT p.at, p.value FROM sample_series s JOIN samples p ON p.series = s.id AND p.span IN (0, 300, 3600) AND p.at >= @since
        WHERE s.host = @host AND s.scanner = @scanner AND s.subject = @subject AND s.metric = @metric ORDER BY p.at
        """,
        new { host = ledger.Host, scanner, subject, metric, since = Times.Text(since) }, row => new Point(row.Time("at"), row.Double("value"))));

    /// <summary>
    /// Makes averages of what is old: one short transaction a step, and as many rows gone. The caller pauses between steps,
    /// because whoever waits for the ledger is not woken but tries again now and then.
    /// </summary>
    public IEnumerable<int> Thin(DateTimeOffset now)
    {
        foreach (var series in ledger.Read(connection => connection.Rows("SELECT id FROM sample_series", null, row => row.Long("id"))))
        {
            foreach (var (from, to, after) in Steps)
                yield return Thin(series, from, to, Floor(now - after, to));
        }
    }

    internal static void Append(LedgerWrite write, string scanner, IReadOnlyList<Sample> samples)
    {
        foreach (var sample in samples.Where(sample => double.IsFinite(sample.Value)))
        {
            write.Execute(SeriesSql, new { host = write.Host, scanner, sample.Subject, sample.Metric, sample.Unit });
            write.Execute(InsertSql, new { host = write.Host, scanner, sample.Subject, sample.Metric, value = sample.Value, now = Times.Text(write.Now) });
        }
    }

    private int Thin(long series, int from, int to, DateTimeOffset before) => ledger.Write(write =>
    {
        var values = new { series, from, to, before = Times.Text(before) };
        return write.Execute(AverageSql, values) > 0 ? write.Execute(DropSql, new { series, from, before = values.before }) : 0;
    });

    // Only whole spans: an average over half of one would stand where the other half's belongs.
    private static DateTimeOffset Floor(DateTimeOffset time, int seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / seconds * seconds);
}
