using System.Globalization;
using AgentFleet.Ledger.Asking;
using AgentFleet.Showing;

namespace AgentFleet.Tests.Showing;

public sealed class SparklineTests
{
    private static readonly DateTimeOffset Began = DateTimeOffset.Parse("2026-01-02T03:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public void A_rise_is_drawn_as_a_rise() =>
        Sparkline.Line([.. Enumerable.Range(0, 40).Select(minute => (Began.AddMinutes(minute), (double)minute))], 0, 39)
            .ShouldBe("▁▁▁▂▂▂▂▂▂▃▃▃▃▃▄▄▄▄▄▄▅▅▅▅▅▅▆▆▆▆▆▇▇▇▇▇▇███");

    [Fact]
    public void What_was_not_measured_is_blank() =>
        Sparkline.Line([(Began, 1), (Began.AddHours(1), 2)], 1, 2).ShouldBe("▁" + new string(' ', 38) + "█");

    [Fact]
    public void What_stays_the_same_is_flat() => Sparkline.Line([(Began, 5)], 5, 5).ShouldBe("▁");

    [Fact]
    public void Each_metric_is_a_row()
    {
        static IReadOnlyList<object?> Point(string metric, string unit, double value) => [metric, unit, "2026-01-02T03:00:00.000Z", value];
        var drawn = Sparkline.Of(new Answer(["metric", "unit", "at", "value"], [Point("load", "", 1.5), Point("used_percent", "%", 81.25)]));
        drawn.Rows.Select(row => string.Join('|', row)).ShouldBe(["load|▁|1.5|1.5|1.5", "used_percent|▁|81.25 %|81.25 %|81.25 %"]);
    }
}
