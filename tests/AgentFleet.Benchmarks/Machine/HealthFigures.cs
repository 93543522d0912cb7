using System.Text.RegularExpressions;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;

namespace AgentFleet.Benchmarks;

/// <summary>
/// What one look by every shipped scanner costs in the running service, children included: the service looks every few
/// seconds for a while, and what it costs without any look is taken off.
/// </summary>
internal static partial class HealthFigures
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync(string program)
    {
        var time = Watching.For(minutes: 2);
        // An interval schedule looks at once, and then not before the measuring is over.
        var (idle, _, _) = await RunAsync(program, "every 30d", time);
        var (busy, rounds, resident) = await RunAsync(program, "every 4s", time);
        var cost = busy - idle;
        Report.Row(
            $"one look by each of the {ShippedScanners(program).Length} shipped scanners ({rounds:0} rounds)",
            $"{cost.All.TotalMilliseconds / rounds:0.0} ms of processor time (children {cost.Children.TotalMilliseconds / rounds:0.0})", "150 ms");
        Report.Row($"the scanner meanwhile, resident memory", $"{resident:0.0} MiB", "80 MB");
    }

    private static async Task<(ProcessCost Cost, double Rounds, double Resident)> RunAsync(string program, string schedule, TimeSpan time)
    {
        using var place = new Place();
        foreach (var file in ShippedScanners(program))
            place.Write($"scanners/{Path.GetFileName(file)}", Schedule().Replace(File.ReadAllText(file), $"schedule: {schedule}", 1));
        await using var scanner = place.Start(program, "scanner");
        await Task.Delay(Settling, TimeProvider.System);
        using var ledger = place.OpenLedger();
        var from = TimeProvider.System.GetUtcNow();
        var cost = await Watching.CostAsync(scanner.Pid, time);
        var looks = ledger.Read(connection => connection.Rows(
            "SELECT count(*) AS looks FROM cycles WHERE started_at >= @from GROUP BY scanner", new { from = Times.Text(from) }, row => row.Int("looks")));
        return (cost, looks.DefaultIfEmpty().Average(), ProcessCost.ResidentMebibytes(scanner.Pid));
    }

    private static string[] ShippedScanners(string program) => Directory.GetFiles(Path.Combine(Path.GetDirectoryName(program)!, "scanners"));

    [GeneratedRegex("^schedule:.*$", RegexOptions.Multiline)]
    private static partial Regex Schedule();
}
