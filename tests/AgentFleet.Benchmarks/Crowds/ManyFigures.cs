using System.Globalization;

namespace AgentFleet.Benchmarks;

/// <summary>Many scanners at once: whether each looks when it should, and what one more costs.</summary>
internal static class ManyFigures
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);

    public static async Task MeasureAsync(string program)
    {
        var few = await RunAsync(program, 100, 0, Watching.For(minutes: 2));
        await RunAsync(program, 250, 0, Watching.For(minutes: 2), few);
        await RunAsync(program, 500, 0, Watching.For(minutes: 3), few);
        await RunAsync(program, 500, 20, Watching.For(minutes: 3));
    }

    private static async Task<TimeSpan> RunAsync(string program, int count, int hanging, TimeSpan time, TimeSpan? few = null)
    {
        using var crowd = new Crowd(count, hanging);
        await using var scanner = crowd.Start(program);
        await Task.Delay(Settling, TimeProvider.System);
        var from = TimeProvider.System.GetUtcNow();
        var cost = await Watching.CostAsync(scanner.Pid, time);
        var until = TimeProvider.System.GetUtcNow();
        using var ledger = crowd.Place.OpenLedger();
        var firings = Firings.Of(ledger, count, from, until, Crowd.Interval);
        var name = hanging == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{count} scanners every 30 s, {time.TotalMinutes:0.#} min")
            : string.Create(CultureInfo.InvariantCulture, $"the same beside {hanging} that hang until their timeout of 10 s");
        Report.Row(
            $"{name}: missed, overlapping, latest",
            $"{firings.Missed} and {firings.Overlaps} of {firings.Count}, {firings.Latest.TotalMilliseconds:0} ms", "0 and 0");
        var each = cost.All / count / time.TotalHours;
        if (hanging == 0)
            Report.Row(
                $"processor time of each an hour; the scanner's resident memory",
                $"{each.TotalSeconds:0.00} s (children {(cost.Children / count / time.TotalHours).TotalSeconds:0.00}){Share(each, few)}; {ProcessCost.ResidentMebibytes(scanner.Pid):0.0} MiB",
                few is null ? "" : "that of one of 100");
        return each;
    }

    private static string Share(TimeSpan each, TimeSpan? few) => few is { } less ? string.Create(CultureInfo.InvariantCulture, $", {each / less:0.00}×") : "";
}
