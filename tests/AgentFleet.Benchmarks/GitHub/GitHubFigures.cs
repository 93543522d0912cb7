using System.Globalization;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Benchmarks;

/// <summary>Repositories with two hundred open issues each: a first look, looks at what has not changed, and a label that becomes an attempt.</summary>
internal static class GitHubFigures
{
    private const int Issues = 200;
    private const int Looks = 10;
    private const int Labels = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(string program)
    {
        var few = await LookAsync(program, 50, "4 s", "0.8 s and 0");
        await LookAsync(program, 250, "", "", few);
        await LookAsync(program, 500, "", "", few);
        await LabelAsync(program);
    }

    private static async Task<double> LookAsync(string program, int repositories, string coldLimit, string warmLimit, double? few = null)
    {
        await using var hub = await HubProcess.StartAsync(repositories, Issues);
        using var place = PlaceFor(hub, repositories, TimeSpan.FromSeconds(repositories <= 50 ? 5 : 20));
        await using var scanner = place.Start(program, "scanner");
        var cold = (await CyclesAsync(place, 1))[0];
        var asked = await hub.CountAsync();
        await hub.TellAsync("forget");
        var before = ProcessCost.Of(scanner.Pid);
        var warm = new Samples();
        foreach (var cycle in (await CyclesAsync(place, 1 + Looks)).Skip(1))
            warm.Add(cycle.Took);
        var cost = ProcessCost.Of(scanner.Pid) - before;
        var (all, charged) = await hub.CountAsync();
        Report.Row(
            $"{repositories} repositories with {Issues} open issues each, {HubHost.Labeled} labeled: the first look, its requests, findings",
            $"{cold.Took.TotalSeconds:0.00} s, {asked.All}, {cold.Seen}", coldLimit);
        Report.Row(
            $"a look when nothing has changed, median of {Looks} (slowest); its requests, those that cost of the budget",
            $"{warm.Median / 1000:0.00} s ({warm.Worst / 1000:0.00} s){Share(warm.Median / repositories, few)}; {all / Looks}, {charged}", warmLimit);
        Report.Row(
            $"processor time of such a look; the scanner's resident memory",
            $"{cost.All.TotalMilliseconds / Looks:0} ms; {ProcessCost.ResidentMebibytes(scanner.Pid):0.0} MiB", "150 MB");
        return warm.Median / repositories;
    }

    // From the label on GitHub to the attempt's claim, both services at work.
    private static async Task LabelAsync(string program)
    {
        await using var hub = await HubProcess.StartAsync(50, Issues);
        using var place = PlaceFor(hub, 50, Interval);
        place.Write("policies/mend.md", """
            ---
            executor: runbook
            match: { kind: github.issue, labels: [agentfleet:fix] }
            run: [/bin/true]
            max_attempts: 1
            ---
            Nothing.

            """);
        place.Write("scanners/github.yaml", Definition(Interval));
        await using var scanner = place.Start(program, "scanner");
        await CyclesAsync(place, 1);
        // What was labeled before is not counted, and nobody works on it.
        await using var supervisor = place.Start(program, "supervisor");
        await UntilQuietAsync(place);
        var samples = new Samples();
        for (var label = 0; label < Labels; label++)
        {
            // Not always at the same moment of the interval.
            await Task.Delay((Interval * label / Labels) + TimeSpan.FromSeconds(1), TimeProvider.System);
            var set = TimeProvider.System.GetUtcNow();
            var subject = await hub.TellAsync(string.Create(CultureInfo.InvariantCulture, $"label {label}"));
            samples.Add(await ClaimedAsync(place, subject) - set);
        }
        Report.Row(
            $"from the label to the attempt, looking every {Interval.TotalSeconds:0} s, median of {Labels} (slowest)",
            $"{samples.Median / 1000:0.0} s ({samples.Worst / 1000:0.0} s)", "6 s");
    }

    private static Place PlaceFor(HubProcess hub, int repositories, TimeSpan interval)
    {
        var names = string.Join(", ", Enumerable.Range(0, repositories).Select(HubHost.NameOf));
        var place = new Place($"github: {{ api: \"{hub.Api}\", token: {hub.Token}, repos: [{names}] }}");
        place.Write("scanners/github.yaml", Definition(interval));
        return place;
    }

    private static string Definition(TimeSpan interval) =>
        string.Create(CultureInfo.InvariantCulture, $"kind: github\nschedule: every {interval.TotalSeconds:0}s\ntimeout: 2m\n");

    private static async Task<IReadOnlyList<(TimeSpan Took, long Seen)>> CyclesAsync(Place place, int count)
    {
        const string sql = "SELECT (julianday(completed_at) - julianday(started_at)) * 86400 AS took, seen, status FROM cycles WHERE completed_at IS NOT NULL ORDER BY started_at";
        while (true)
        {
            if (File.Exists(place.State.Ledger))
            {
                using var reader = LedgerReader.Open(place.State, "host-1", TimeProvider.System);
                var rows = reader.Ask(sql).Rows;
                if (rows.FirstOrDefault(row => row[2] is not "complete") is { } bad)
                    throw new InvalidOperationException($"a cycle was {bad[2]}");
                if (rows.Count >= count)
                    return [.. rows.Take(count).Select(row => (TimeSpan.FromSeconds(Convert.ToDouble(row[0], CultureInfo.InvariantCulture)), Convert.ToInt64(row[1], CultureInfo.InvariantCulture)))];
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private static async Task UntilQuietAsync(Place place)
    {
        while (Number(place, "SELECT count(*) FROM findings f WHERE f.kind = 'github.issue' AND NOT EXISTS (SELECT 1 FROM fix_attempts a WHERE a.finding_id = f.id AND a.ended_at IS NOT NULL)") > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
    }

    private static async Task<DateTimeOffset> ClaimedAsync(Place place, string subject)
    {
        while (true)
        {
            using (var reader = LedgerReader.Open(place.State, "host-1", TimeProvider.System))
            {
                var rows = reader.Ask($"SELECT a.started_at FROM fix_attempts a JOIN findings f ON f.id = a.finding_id WHERE f.subject = '{subject}'").Rows;
                if (rows is [[string started, ..], ..])
                    return DateTimeOffset.Parse(started, CultureInfo.InvariantCulture);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static long Number(Place place, string sql)
    {
        using var reader = LedgerReader.Open(place.State, "host-1", TimeProvider.System);
        return Convert.ToInt64(reader.Ask(sql).Rows[0][0], CultureInfo.InvariantCulture);
    }

    private static string Share(double each, double? few) => few is { } less ? string.Create(CultureInfo.InvariantCulture, $", {each / less:0.00}× a repository") : "";
}
