using AgentFleet.Supervisor.Policies;

namespace AgentFleet.Supervisor.Tests.Policies;

public sealed class BackoffTests
{
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(5, 60)]
    [InlineData(41, 60)]
    [InlineData(1_000, 60)]
    [InlineData(int.MaxValue, 60)]
    public void The_wait_doubles_with_each_attempt_up_to_the_cap(int attempts, double seconds)
    {
        Backoff.After(attempts, new Dice(0.5)).TotalSeconds.ShouldBe(seconds, 0.001);
        Backoff.After(attempts, new Dice(0)).TotalSeconds.ShouldBe(seconds * 0.9, 0.001);
        Backoff.After(attempts, new Dice(1)).TotalSeconds.ShouldBe(seconds * 1.1, 0.001);
    }

    [Fact]
    public void No_draw_is_more_than_a_tenth_off()
    {
        var random = new Random(7);
        var factors = Enumerable.Range(0, 10_000)
            .Select(_ => random.Next(1, 12))
            .Select(n => Backoff.After(n, random).TotalSeconds / Math.Min(60, 10 * Math.Pow(2, n - 1)))
            .ToList();

        factors.ShouldAllBe(f => f >= 0.9 && f <= 1.1);
        factors.Min().ShouldBeLessThan(0.91);
        factors.Max().ShouldBeGreaterThan(1.09);
    }

    [Fact]
    public void The_longest_wait_that_can_be_written_does_not_overflow() =>
        new Backoff(TimeSpan.FromDays(3650), TimeSpan.FromDays(3650)).After(int.MaxValue, new Dice(1)).TotalDays.ShouldBe(4015, 0.1);
}
