using System.Globalization;
using AgentFleet.Ledger.Files;

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
        foreach (var verb in Verbs(place))
        {
            var text = await MedianAsync(place, program, verb, Rounds);
            var json = await MedianAsync(place, program, [.. verb, "--json"], Rounds);
            Report.Row($"`{string.Join(' ', verb)}`, and with `--json`", $"{text:0} ms, {json:0} ms", "300 ms");
        }
        Report.Row($"`events --verify`: recomputes every link", $"{await MedianAsync(place, program, ["events", "--verify"], 3) / 1000:0.0} s", "");
    }

    private static IReadOnlyList<string>[] Verbs(Place place)
    {
        using var ledger = place.OpenLedger();
        var (finding, attempt) = ledger.Read(connection => (
            connection.Text("SELECT finding_id FROM fix_attempts ORDER BY started_at DESC LIMIT 1")!, connection.Text("SELECT id FROM fix_attempts ORDER BY started_at LIMIT 1")!));
        return
        [
            ["status"], ["findings"], ["findings", "--all"], ["findings", "show", finding],
            ["cycles"], ["cycles", "--scanner", "watch-007"], ["attempts"], ["attempts", "--finding", finding[^8..]],
            ["alerts"], ["alerts", "--only", "sent"], ["events"], ["events", "--subject", attempt[^8..]],
            ["query", "SELECT f.subject, a.policy, a.number, a.cost_usd, v.at FROM verifications v JOIN fix_attempts a ON a.id = v.attempt_id JOIN findings f ON f.id = a.finding_id WHERE v.verdict = 'fixed' AND v.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-7 days')"],
            ["query", "SELECT fingerprint, max(episode) AS episodes FROM findings GROUP BY fingerprint HAVING episodes > 1 ORDER BY episodes DESC"],
            ["query", "SELECT c.scanner, s.source, s.error, c.started_at FROM cycle_sources s JOIN cycles c ON c.id = s.cycle_id WHERE s.complete = 0 ORDER BY c.started_at DESC LIMIT 20"],
        ];
    }

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
