namespace AgentFleet.Alerts.Tests;

public sealed class RetryDelayTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(8, 640)]
    [InlineData(9, 900)]
    [InlineData(10_000, 900)]
    public void It_doubles_with_every_try_up_to_a_quarter_of_an_hour(int tries, int seconds) =>
        RetryDelay.Of(tries, null, 0.5).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void It_lies_within_a_tenth_of_its_middle()
    {
        RetryDelay.Of(1, null, 0).ShouldBe(TimeSpan.FromSeconds(4.5));
        RetryDelay.Of(1, null, 1).ShouldBe(TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public void What_the_server_asks_wins_when_it_is_longer()
    {
        RetryDelay.Of(1, TimeSpan.FromSeconds(1), 0.5).ShouldBe(TimeSpan.FromSeconds(5));
        RetryDelay.Of(1, TimeSpan.FromMinutes(20), 0.5).ShouldBe(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public void A_server_cannot_silence_an_alert_for_good() =>
        RetryDelay.Of(1, TimeSpan.MaxValue, 0.5).ShouldBe(TimeSpan.FromHours(24));
}
