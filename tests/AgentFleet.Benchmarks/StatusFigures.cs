namespace AgentFleet.Benchmarks;

/// <summary>How long a person waits for <c>status --json</c>, from the start of the process to its end.</summary>
internal static class StatusFigures
{
    private const int Findings = 10_000;
    private const int Rounds = 20;

    public static async Task MeasureAsync(string program)
    {
        using var place = new Place();
        using var ledger = place.OpenLedger();
        LargeLedger.AddFindings(ledger, Findings);

        var few = await WithEventsAsync(100_000);
        Report.Row($"`status --json`, {Findings:N0} findings, 100,000 events, median of {Rounds}", $"{few.Median:0} ms (slowest {few.Worst:0})", "200 ms");
        var many = await WithEventsAsync(1_000_000);
        Report.Row($"the same with 1,000,000 events", $"{many.Median:0} ms ({many.Median / few.Median:0.00}×)", "1.5×");

        async Task<Samples> WithEventsAsync(int events)
        {
            LargeLedger.FillEvents(ledger, events);
            var samples = new Samples();
            // The first two bring program and ledger into memory.
            for (var round = -2; round < Rounds; round++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await Published.RunAsync(place.Argv(program, "status", "--json"));
                if (round >= 0)
                    samples.Add(TimeProvider.System.GetElapsedTime(began));
            }
            return samples;
        }
    }
}
