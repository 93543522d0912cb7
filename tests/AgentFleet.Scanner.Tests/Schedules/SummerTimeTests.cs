using AgentFleet.Scanner.Schedules;
using Quartz;

namespace AgentFleet.Scanner.Tests.Schedules;

/// <summary>What the schedules that people write do in the nights in which the clocks are changed, in Berlin in 2026.</summary>
public sealed class SummerTimeTests
{
    private static readonly DateTimeOffset BeforeSpring = new(2026, 3, 28, 12, 0, 0, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset BeforeAutumn = new(2026, 10, 24, 12, 0, 0, TimeSpan.FromHours(2));

    private static List<DateTimeOffset> Firings(string cron, DateTimeOffset from, TimeSpan within)
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var berlin), "this machine has no time zones");
        var times = CronExpression.Parse(cron, CronFormat.Unix).WithTimeZone(berlin!);
        var firings = new List<DateTimeOffset>();
        for (var next = times.GetNextValidTimeAfter(from); next is { } at && at <= from + within; next = times.GetNextValidTimeAfter(at))
            firings.Add(at);
        return firings;
    }

    private static TimeSpan LongestGap(IReadOnlyList<DateTimeOffset> firings) => firings.Zip(firings.Skip(1), (a, b) => b - a).Max();

    [Theory]
    [InlineData("*/5 * * * *", 5)]
    [InlineData("0 * * * *", 60)]
    public void Nobody_is_blind_for_an_hour(string cron, int minutes)
    {
        foreach (var eve in new[] { BeforeSpring, BeforeAutumn })
        {
            var firings = Firings(cron, eve, TimeSpan.FromDays(1));
            LongestGap(firings).ShouldBe(TimeSpan.FromMinutes(minutes), $"after {eve:d}");
            firings.Count.ShouldBe(24 * 60 / minutes, "and nothing is looked at twice");
        }
    }

    [Theory]
    [InlineData("30 2 * * *")]
    [InlineData("0 3 * * *")]
    [InlineData("15 4 * * *")]
    public void What_is_looked_at_once_a_night_is_looked_at_once_in_these_nights_too(string cron)
    {
        Firings(cron, BeforeSpring, TimeSpan.FromHours(20)).ShouldHaveSingleItem();
        Firings(cron, BeforeAutumn, TimeSpan.FromHours(20)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("30 2 * * *")]
    [InlineData("0 1 * * *")]
    public void A_maintenance_window_is_open_once_and_as_long_as_in_any_other_night(string cron)
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var berlin), "this machine has no time zones");
        var window = new MaintenanceWindow(CronExpression.Parse(cron, CronFormat.Unix), TimeSpan.FromHours(2));
        foreach (var eve in new[] { BeforeSpring, BeforeAutumn })
        {
            var open = Enumerable.Range(0, 24 * 60).Where(minute => window.OpenUntil(eve.AddMinutes(minute), berlin!) is not null).ToList();
            (open.Count, open[^1] - open[0]).ShouldBe((120, 119), $"after {eve:d}");
        }
    }
}
