using System.Globalization;
using AgentFleet.Ledger.Files;
using AgentFleet.Testing;

namespace AgentFleet.Benchmarks;

/// <summary>What a ledger weighs after a year, how long a person waits for each reading verb, and what thinning takes.</summary>
internal static class YearFigures
{
    private const int Rounds = 9;

    public static async Task MeasureAsync(string program)
    {
        using var place = new Place();
        var began = TimeProvider.System.GetTimestamp();
        var thinnedAt = YearLedger.Build(place.State, TimeProvider.System.GetUtcNow());
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"built in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s"));
        var bytes = new FileInfo(place.State.Ledger).Length;
        Report.Row($"a year of {YearLedger.Subjects} subjects, a look a minute, {YearOfTroubles.ADay} findings a day: the ledger", $"{bytes / 1e6:0} MB", "1 GB");

        await VerbsAsync(place, program);
        await Thinning.MeasureAsync(place, thinnedAt);
    }

    private static async Task VerbsAsync(Place place, string program)
    {
        foreach (var (name, verb) in Verbs(place))
        {
            var text = await MedianAsync(place, program, verb, Rounds);
            var json = await MedianAsync(place, program, [.. verb, "--json"], Rounds);
            Report.Row($"`{name}`; with `--json`", $"{text:0} ms; {json:0} ms", "300 ms");
        }
        Report.Row($"`events --verify`: recomputes every link", $"{await MedianAsync(place, program, ["events", "--verify"], 3):0} ms", "");
    }

    private static (string Name, string[] Verb)[] Verbs(Place place)
    {
        using var ledger = place.OpenLedger();
        var (finding, attempt) = ledger.Read(connection => (
            connection.Text("SELECT finding_id FROM fix_attempts ORDER BY started_at DESC LIMIT 1")!, connection.Text("SELECT id FROM fix_attempts ORDER BY started_at LIMIT 1")!));
        return
        [
            ("status", ["status"]),
            ("findings", ["findings"]),
            ("findings --all", ["findings", "--all"]),
            ("findings show ID", ["findings", "show", finding[^8..]]),
            ("cycles", ["cycles"]),
            ("cycles --scanner NAME", ["cycles", "--scanner", YearOfLooks.ScannerOf(7)]),
            ("attempts", ["attempts"]),
            ("attempts --finding ID", ["attempts", "--finding", finding[^8..]]),
            ("alerts", ["alerts"]),
            ("alerts --only sent", ["alerts", "--only", "sent"]),
            ("events", ["events"]),
            ("events --subject ID", ["events", "--subject", attempt[^8..]]),
            .. Documented().Select((sql, index) => (string.Create(CultureInfo.InvariantCulture, $"query SQL{index + 1}"), (string[])["query", sql])),
        ];
    }

    // The questions that docs/ledger.md shows, each behind a comment and up to its semicolon.
    private static IEnumerable<string> Documented() => File.ReadAllText(Repository.Path("docs", "ledger.md"))
        .Split("```sql")[1].Split("```")[0].Split(';')
        .Select(question => string.Join('\n', question.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal))).Trim())
        .Where(question => question.Length > 0);

    private static async Task<double> MedianAsync(Place place, string program, IReadOnlyList<string> verb, int rounds)
    {
        var samples = new Samples();
        // The first brings program and ledger into memory.
        for (var round = -1; round < rounds; round++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await Published.RunAsync(place.Argv(program, verb));
            if (round >= 0)
                samples.Add(TimeProvider.System.GetElapsedTime(began));
        }
        return samples.Median;
    }
}
