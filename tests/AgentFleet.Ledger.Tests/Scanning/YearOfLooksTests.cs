using System.Globalization;
using AgentFleet.Benchmarks;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Testing;

namespace AgentFleet.Ledger.Tests.Scanning;

public sealed class YearOfLooksTests : IDisposable
{
    private const int Subjects = 2;

    private static readonly DateTimeOffset Began = DateTimeOffset.Parse("2026-01-03T00:00:00Z", CultureInfo.InvariantCulture);
    private static readonly DateTimeOffset ThinnedAt = Began.AddDays(33).AddHours(5);
    private static readonly DateTimeOffset Ends = ThinnedAt.AddMinutes(17);

    private readonly TestLedger _looked = new();
    private readonly TestLedger _written = new();

    [Fact]
    public void The_year_that_the_benchmark_writes_is_the_one_that_thinning_leaves()
    {
        // Thinned long ago: nothing is left out.
        var everyLook = new YearOfLooks(_looked.File, Subjects, Began);
        everyLook.Begin();
        var step = TimeSpan.FromHours(1);
        for (var hour = Began; hour < ThinnedAt; hour += step)
        {
            everyLook.Write(hour, hour + step);
            Thin(hour + step);
        }
        everyLook.Write(ThinnedAt, Ends);

        var picture = new YearOfLooks(_written.File, Subjects, ThinnedAt);
        picture.Begin();
        picture.Write(Began, Ends);

        foreach (var what in (string[])["scanner || ' ' || started_at FROM cycles", "cycle_id || source FROM cycle_sources", "series || ' ' || span || ' ' || at FROM samples"])
            Lines(_written, what).ShouldBe(Lines(_looked, what), what);
        Lines(_written, "started_at FROM cycles").Count.ShouldBe(Subjects * (2 * 1440 + 17 + 28 * 24 + 4));
    }

    private void Thin(DateTimeOffset now)
    {
        _ = new SampleStore(_looked.File).Thin(now).Sum();
        _ = new CycleStore(_looked.File).Thin(now).Sum();
    }

    private static List<string> Lines(TestLedger ledger, string what) => ledger.File.Read(connection =>
        connection.Rows($"SELECT {what.Replace(" FROM", " AS line FROM", StringComparison.Ordinal)} ORDER BY 1", null, row => row.Text("line")));

    public void Dispose()
    {
        _looked.Dispose();
        _written.Dispose();
    }
}
