namespace AgentFleet.Definitions.Tests.Units;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("0s", 0)]
    [InlineData("90m", 5_400_000)]
    public void A_duration_is_read(string text, double milliseconds)
    {
        Durations.TryParse(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("-5m")]
    [InlineData("5M")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1.5h")]
    [InlineData("5m\n")]
    [InlineData("٥m")]
    [InlineData("999999999999d")]
    [InlineData("9999999999999999999999d")]
    public void What_is_not_a_duration_is_refused(string text) => Durations.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("250ms")]
    [InlineData("1h30m")]
    [InlineData("1d2h3m4s5ms")]
    [InlineData("10675199d")]
    [InlineData("0s")]
    public void Printing_gives_back_what_was_read(string text)
    {
        Durations.TryParse(text, out var duration).ShouldBeTrue();
        Durations.Print(duration).ShouldBe(text);
    }

    [Fact]
    public void Printing_knows_negative_tiny_and_extreme_durations()
    {
        Durations.Print(TimeSpan.FromMinutes(-90)).ShouldBe("-1h30m");
        Durations.Print(TimeSpan.FromTicks(9)).ShouldBe("0s");
        Durations.Print(TimeSpan.FromTicks(-9)).ShouldBe("0s");
        Durations.Print(TimeSpan.MinValue).ShouldBe("-10675199d2h48m5s477ms");
    }

    [Theory]
    [InlineData("30", "a number needs a unit: 30ms, 30s, 30m, 30h or 30d")]
    [InlineData("30 sec", "did you mean \"30s\"?")]
    [InlineData("5 Minutes", "did you mean \"5m\"?")]
    [InlineData("1 hour 30 mins", "did you mean \"1h30m\"?")]
    [InlineData("200 msec", "did you mean \"200ms\"?")]
    [InlineData("200 milliseconds", "did you mean \"200ms\"?")]
    [InlineData("5M", "did you mean \"5m\"?")]
    [InlineData("1.5h", "did you mean \"1h30m\"?")]
    [InlineData("soon", "the units are ms, s, m, h and d")]
    [InlineData("30m1h", "the units are ms, s, m, h and d")]
    public void A_suggestion_says_what_to_write(string text, string suggestion) =>
        Durations.Suggestion(text).ShouldBe(suggestion);
}
