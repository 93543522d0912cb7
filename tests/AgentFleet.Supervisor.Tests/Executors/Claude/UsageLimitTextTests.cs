using AgentFleet.Supervisor.Executors.Claude;

namespace AgentFleet.Supervisor.Tests.Executors.Claude;

public sealed class UsageLimitTextTests
{
    [Theory]
    [InlineData("You've hit your session limit · resets 3:30am (America/New_York)")]
    [InlineData("You've hit your weekly limit · resets Jan 5 at 9am (UTC)")]
    [InlineData("You've hit your Opus limit · resets 6:14am (UTC)")]
    [InlineData("You've hit your Sonnet limit")]
    [InlineData("Claude AI usage limit reached|1767250800")]
    [InlineData("5-hour limit reached")]
    public void The_words_of_a_usage_limit_are_known(string text) => UsageLimitText.IsLimit(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("API Error: Request rejected (429) · Number of request tokens has exceeded your per-minute rate limit")]
    [InlineData("API Error: Repeated 529 Overloaded errors.")]
    [InlineData("Reached maximum number of turns (2)")]
    public void Other_trouble_is_no_usage_limit(string text) => UsageLimitText.IsLimit(text).ShouldBeFalse();

    [Theory]
    [InlineData("resets 3:30am (UTC)", "2026-01-02T01:00:00Z", "2026-01-02T03:30:00Z")]
    [InlineData("resets 3:30am (UTC)", "2026-01-02T04:00:00Z", "2026-01-03T03:30:00Z")]
    [InlineData("resets 3:30am (UTC)", "2026-01-02T03:30:05Z", "2026-01-02T03:31:05Z")]
    [InlineData("resets 3:30am (UTC)", "2026-01-02T03:46:00Z", "2026-01-03T03:30:00Z")]
    [InlineData("resets 12am (UTC)", "2026-01-02T01:00:00Z", "2026-01-03T00:00:00Z")]
    [InlineData("resets 12pm (UTC)", "2026-01-02T01:00:00Z", "2026-01-02T12:00:00Z")]
    [InlineData("resets 11:59 PM (UTC)", "2026-12-31T23:58:00Z", "2026-12-31T23:59:00Z")]
    [InlineData("resets 3:30am (America/New_York)", "2026-01-02T01:00:00Z", "2026-01-02T08:30:00Z")]
    [InlineData("resets 3:30am (America/New_York)", "2026-07-02T09:00:00Z", "2026-07-03T07:30:00Z")]
    [InlineData("resets 5am (Asia/Kathmandu)", "2026-01-02T01:00:00Z", "2026-01-02T23:15:00Z")]
    [InlineData("resets 1am (Etc/GMT+5)", "2026-01-02T01:00:00Z", "2026-01-02T06:00:00Z")]
    public void A_time_of_day_is_the_next_one_in_the_zone_that_is_named(string text, string now, string resets) => Resets(text, now, resets);

    [Theory]
    // New York goes from 2:00 to 3:00 on 8 March 2026 and from 2:00 back to 1:00 on 1 November.
    [InlineData("resets 2:30am (America/New_York)", "2026-03-08T05:00:00Z", "2026-03-08T07:30:00Z")]
    [InlineData("resets 3:30am (America/New_York)", "2026-03-08T05:00:00Z", "2026-03-08T07:30:00Z")]
    [InlineData("resets 1:30am (America/New_York)", "2026-11-01T04:00:00Z", "2026-11-01T06:30:00Z")]
    [InlineData("resets 9am (America/New_York)", "2026-03-07T20:00:00Z", "2026-03-08T13:00:00Z")]
    public void The_days_on_which_clocks_change_are_reckoned_with(string text, string now, string resets) => Resets(text, now, resets);

    [Theory]
    [InlineData("resets Jan 5 at 9am (UTC)", "2026-01-02T01:00:00Z", "2026-01-05T09:00:00Z")]
    [InlineData("resets January 5, 9:15pm (UTC)", "2026-01-02T01:00:00Z", "2026-01-05T21:15:00Z")]
    [InlineData("resets Jan 1 at 9am (UTC)", "2026-12-30T01:00:00Z", "2027-01-01T09:00:00Z")]
    [InlineData("resets Sept 30 at 1am (Europe/Berlin)", "2026-09-25T01:00:00Z", "2026-09-29T23:00:00Z")]
    public void A_date_is_the_next_one_of_its_name(string text, string now, string resets) => Resets(text, now, resets);

    [Theory]
    [InlineData("Claude AI usage limit reached|1767250800", "2025-12-31T01:00:00Z", "2026-01-01T07:00:00Z")]
    public void The_older_form_gives_seconds_since_1970(string text, string now, string resets) => Resets(text, now, resets);

    [Theory]
    [InlineData("")]
    [InlineData("resets soon")]
    [InlineData("resets 3:30am")]
    [InlineData("resets 3:30 (UTC)")]
    [InlineData("resets 3:30am (Middle/Earth)")]
    [InlineData("resets 3:30am (/etc/passwd)")]
    [InlineData("resets 3:30am (/dev/null)")]
    [InlineData("resets 3:30am (//)")]
    [InlineData("limit reached|")]
    [InlineData("limit reached|123")]
    public void What_is_not_understood_is_null(string text) => UsageLimitText.ResetsAt(text, Made.Now).ShouldBeNull();

    [Theory]
    [InlineData("resets 99:99am (UTC)")]
    [InlineData("resets 0am (UTC)")]
    [InlineData("resets Foo 99 at 3am (UTC)")]
    [InlineData("resets Feb 30 at 3am (UTC)")]
    [InlineData("resets Feb 29 at 3am (UTC)")]
    public void Impossible_times_are_some_time_soon(string text)
    {
        var resets = UsageLimitText.ResetsAt(text, Made.Now);

        resets.ShouldNotBeNull().ShouldBeInRange(Made.Now, Made.Now.AddDays(366));
    }

    [Fact]
    public void Garbage_never_throws()
    {
        var random = new Random(11);
        string[] parts = ["resets ", "limit reached|", "Jan ", "31 ", "at ", "12", ":60", "am", "pm", " (", "UTC", "America/New_York", ")", "-", "\u202e", "999999999999"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
            Should.NotThrow(() => UsageLimitText.IsLimit(text) ? UsageLimitText.ResetsAt(text, Made.Now) : UsageLimitText.ResetsAt(text, Made.Now.AddYears(7000)), text);
        }
    }

    private static void Resets(string text, string now, string resets) =>
        UsageLimitText.ResetsAt(text, DateTimeOffset.Parse(now, null)).ShouldBe(DateTimeOffset.Parse(resets, null));
}
