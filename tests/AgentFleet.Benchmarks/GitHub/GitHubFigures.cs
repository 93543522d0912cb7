using System.Globalization;
using AgentFleet.Ledger.Asking;

namespace AgentFleet.Benchmarks;

/// <summary>Repositories with two hundred open issues each: a first look, and looks at what has not changed, and a label that becomes an attempt.</summary>
internal static class GitHubFigures
{
    private const int Issues = 200;
    private const int Looks = 10;

    public static async Task MeasureAsync(string program)
    {
        var few = await LookAsync(program, 50, "4 s", "0.8 s and 0");
        await LookAsync(program, 250, "", "", few);
        await LookAsync(program, 500, "", "", few);
    }

    private static async Task<double> LookAsync(string program, int repositories, string coldLimit, string warmLimit, double? few = null)
    {
        await using var hub = await HubProcess.StartAsync(repositories, Issues);
        using var place = PlaceFor(hub, repositories, TimeSpan.FromSeconds(repositories <= 50 ? 5 : 12));
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

    public static Place PlaceFor(HubProcess hub, int repositories, TimeSpan interval, string webhook = "")
    {
        var names = string.Join(", ", Enumerable.Range(0, repositories).Select(HubHost.NameOf));
        var place = new Place($"github: {{ api: \"{hub.Api}\", token: {hub.Token}, repos: [{names}]{webhook} }}");
        place.Write("scanners/github.yaml", Definition(interval));
        return place;
    }

    public static string Definition(TimeSpan interval) =>
        string.Create(CultureInfo.InvariantCulture, $"kind: github\nschedule: every {interval.TotalSeconds:0}s\ntimeout: 2m\n");

    public static async Task<IReadOnlyList<(TimeSpan Took, long Seen)>> CyclesAsync(Place place, int count)
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

    private static string Share(double each, double? few) => few is { } less ? string.Create(CultureInfo.InvariantCulture, $", {each / less:0.00}× a repository") : "";
}
