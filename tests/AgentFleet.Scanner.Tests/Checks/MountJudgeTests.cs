using AgentFleet.Ledger.Scanning;
using AgentFleet.Scanner.Checks;
using AgentFleet.Scanner.Checks.Disks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Checks;

public sealed class MountJudgeTests
{
    private const long GiB = 1L << 30;

    private static readonly Mount Root = new("/", "8:1", "ext4", Whole: true);
    private static readonly FakeTimeProvider Clock = new();

    [Fact]
    public void What_fills_up_at_a_pace_is_told_how_long_it_has()
    {
        // A GiB every ten minutes, and ten are left.
        var seen = Judge(fullWithin: TimeSpan.FromHours(2), pace: GiB).Of(Root, new(50 * GiB, 10 * GiB), 60, null);

        seen.Level.ShouldBe(Level.Warning);
        seen.Title.ShouldBe("/ will be full in 1h40m: 60 % full (10 GiB left)");
        seen.Evidence["full_in_seconds"]!.GetValue<double>().ShouldBe(6000, tolerance: 1);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(1, 60)]
    [InlineData(0, 120)]
    [InlineData(-1, 120)]
    public void What_has_time_enough_or_does_not_grow_is_well(long pace, int? minutes) =>
        Judge(minutes is { } limit ? TimeSpan.FromMinutes(limit) : null, pace * GiB).Of(Root, new(50 * GiB, 10 * GiB), 60, null).Level.ShouldBe(Level.Ok);

    [Fact]
    public void A_short_past_tells_nothing() =>
        Trend.PerSecond([.. Enumerable.Range(0, 4).Select(minute => new Point(Clock.GetUtcNow().AddMinutes(10 * minute), minute))]).ShouldBeNull();

    [Fact]
    public void A_mount_that_was_writable_and_is_read_only_now_is_critical()
    {
        var turned = Root with { IsReadOnly = true };
        Judge(notes: new() { ["/"] = "writable" }).Of(turned, new(GiB, GiB), 50, null)
            .ShouldSatisfyAllConditions(seen => seen.Level.ShouldBe(Level.Critical), seen => seen.Title.ShouldBe("/ has become read-only"));
        Judge().Of(turned, new(GiB, GiB), 50, null).Level.ShouldBe(Level.Ok, "it never was anything else");
    }

    [Fact]
    public void Worse_inodes_win_over_bytes() =>
        Judge().Of(Root, new(GiB, GiB), 50, new(95, 5)).ShouldSatisfyAllConditions(
            seen => seen.Level.ShouldBe(Level.Critical), seen => seen.Title.ShouldBe("/ has used 95 % of its inodes (5 left)"));

    [Theory]
    [InlineData(30, 60, Level.Ok, "/ is 60 % full (30 GiB left)")]
    [InlineData(9, 60, Level.Warning, "/ has only 9 GiB left (60 % full)")]
    [InlineData(9, 92, Level.Warning, "/ has only 9 GiB left (92 % full)")]
    [InlineData(1, 99, Level.Critical, "/ has only 1 GiB left (99 % full)")]
    public void How_much_must_be_left_counts_instead_of_the_usual_percent(int free, int percent, Level level, string title)
    {
        var check = Looks.LimitsOf("kind: disk\nfree: { warning: 10GiB, critical: 2GiB }");
        var seen = Judge(limits: check).Of(Root, new(50 * GiB, free * GiB), percent, null);
        seen.Level.ShouldBe(level);
        seen.Title.ShouldBe(title);
        Judge(limits: check).Of(Root, new(GiB, 50 * GiB), 2, new(95, 5)).Level.ShouldBe(Level.Critical, "of inodes the usual percent counts all the same");
    }

    [Fact]
    public void Both_count_when_both_are_written()
    {
        var limits = Looks.LimitsOf("kind: disk\nfree: { warning: 10GiB }\nthresholds: { warning: 50, critical: 90 }");
        Judge(limits: limits).Of(Root, new(60 * GiB, 40 * GiB), 60, null).Level.ShouldBe(Level.Warning);
        Judge(limits: limits).Of(Root, new(10 * GiB, 5 * GiB), 40, null).Title.ShouldBe("/ has only 5 GiB left (40 % full)");
    }

    [Fact]
    public void A_warning_that_comes_after_the_critical_is_refused() =>
        Looks.ProblemsOf("kind: disk\nfree: { warning: 1GiB, critical: 2GiB }").ShouldBe(["machine.yaml:3:18: \"warning\" (1 GiB) must not be below \"critical\" (2 GiB)"]);

    private static MountJudge Judge(TimeSpan? fullWithin = null, long pace = 0, Dictionary<string, string>? notes = null, DiskLimits? limits = null) =>
        new(limits ?? DiskLimits.OfPercent(new(80, 90)) with { FullWithin = fullWithin }, new("disk", TimeSpan.FromSeconds(10), Clock) { Notes = notes ?? [], History = new Past(pace) });

    private sealed class Past(long pace) : IHistory
    {
        public IReadOnlyList<Point> Of(string? thing, string metric, DateTimeOffset since) =>
            [.. Enumerable.Range(0, 7).Select(look => new Point(Clock.GetUtcNow().AddMinutes(-10 * (6 - look)), (50 * GiB) - (pace * (6 - look))))];
    }
}
