using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Benchmarks;

/// <summary>One hourly thinning of a year's ledger, while the same process and another one go on writing.</summary>
internal static class Thinning
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static async Task MeasureAsync(Place place, DateTimeOffset thinnedAt)
    {
        using var ledger = place.OpenLedger();
        using var elsewhere = place.OpenLedger();
        using var over = new CancellationTokenSource();
        var waits = new[] { WriteAsync(ledger, "beside", over.Token), WriteAsync(elsewhere, "elsewhere", over.Token) };
        var gone = 0;

        var began = TimeProvider.System.GetTimestamp();
        // As the scanner's housekeeping does it.
        foreach (var step in new SampleStore(ledger).Thin(thinnedAt.AddHours(1)).Concat(new CycleStore(ledger).Thin(thinnedAt.AddHours(1))))
        {
            gone += step;
            await Task.Delay(Breath, TimeProvider.System);
        }
        var took = TimeProvider.System.GetElapsedTime(began);

        await over.CancelAsync();
        var (beside, other) = (await waits[0], await waits[1]);
        Report.Row($"one hourly thinning of it ({gone:N0} rows go)", $"{took.TotalSeconds:0.0} s", "");
        Report.Row(
            $"a write meanwhile, by the same process and by another one: median, slowest",
            $"{beside.Median:0.0} and {other.Median:0.0} ms; {beside.Worst:0} and {other.Worst:0} ms", "");
    }

    private static async Task<Samples> WriteAsync(LedgerFile ledger, string scanner, CancellationToken ct)
    {
        var (scan, samples) = (new CycleStore(ledger), new Samples());
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            scan.Begin(scanner, CycleTrigger.Person);
            samples.Add(TimeProvider.System.GetElapsedTime(began));
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
        return samples;
    }
}
