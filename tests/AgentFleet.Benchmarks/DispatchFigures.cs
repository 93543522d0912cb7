using System.Globalization;

namespace AgentFleet.Benchmarks;

/// <summary>From the scanner's commit to the first act of the run that it leads to, with a supervisor that slept.</summary>
internal static class DispatchFigures
{
    private const int Rounds = 60;
    private static readonly TimeSpan Sleep = TimeSpan.FromMilliseconds(400);

    public static async Task MeasureAsync(string program)
    {
        using var place = new Place("supervisor: { max_concurrent: 4 }");
        // The run's first act is to say what time it is: nanoseconds since 1970.
        place.Write("policies/p.md", $$"""
            ---
            executor: runbook
            run: [/bin/sh, -c, 'date +%s%N >{{place.Path("began")}}.part; mv {{place.Path("began")}}.part {{place.Path("began")}}']
            max_attempts: 1
            ---
            Says when it began.

            """);
        using var ledger = place.OpenLedger();
        await using var supervisor = place.Start(program, "supervisor");
        var samples = new Samples();
        for (var round = -3; round < Rounds; round++)
        {
            await Task.Delay(round == -3 ? TimeSpan.FromSeconds(3) : Sleep, TimeProvider.System);
            LargeLedger.AddOpen(ledger, round, 1);
            var committed = TimeProvider.System.GetUtcNow();
            var took = await BeganAsync(place) - committed;
            if (round >= 0)
                samples.Add(took);
        }
        Report.Row(
            $"scanner's commit to the run's first act, 95th percentile of {Rounds}", $"{samples.At(95):0} ms (median {samples.Median:0}, slowest {samples.Worst:0})", "100 ms");
    }

    private static async Task<DateTimeOffset> BeganAsync(Place place)
    {
        var file = place.Path("began");
        while (!File.Exists(file))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        var began = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) / 100);
        File.Delete(file);
        return began;
    }
}
