namespace AgentFleet.Benchmarks;

/// <summary>What each service takes while there is nothing to do: the shipped definitions, no findings to fix.</summary>
internal static class IdleFigures
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync(string program)
    {
        var time = Watching.For(minutes: 5);
        using var place = new Place();
        place.CopyShippedScanners(program);
        await using var scanner = place.Start(program, "scanner");
        await using var supervisor = place.Start(program, "supervisor");
        await Task.Delay(Settling, TimeProvider.System);
        var costs = await Task.WhenAll(Watching.CostAsync(scanner.Pid, time), Watching.CostAsync(supervisor.Pid, time));
        Row("scanner", scanner.Pid, costs[0], time);
        Row("supervisor", supervisor.Pid, costs[1], time);
    }

    private static void Row(string name, int pid, ProcessCost cost, TimeSpan time)
    {
        Report.Row($"idle {name}, resident memory after {(Settling + time).TotalMinutes:0.0} min", $"{ProcessCost.ResidentMebibytes(pid):0.0} MiB", "75 MB");
        Report.Row($"idle {name}, processor", $"{cost.All / time:0.00 %} of a core", "0.2 %");
    }
}
