using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;

namespace AgentFleet.Ledger.Tests;

public sealed class WordsAndTimesTests
{
    [Fact]
    public void Every_state_has_the_word_that_the_schema_knows()
    {
        WordsOf<CycleTrigger>().ShouldBe("schedule person look");
        WordsOf<CycleStatus>().ShouldBe("running complete partial failed abandoned");
        WordsOf<Severity>().ShouldBe("info warning critical");
        WordsOf<FindingState>().ShouldBe("pending open resolved");
        WordsOf<Verdict>().ShouldBe("fixed not_fixed unknown");
        WordsOf<OrderState>().ShouldBe("queued fixing verifying awaiting_review backing_off escalated refused done");
        WordsOf<ExecutorKind>().ShouldBe("runbook claude tmux");
        WordsOf<Outcome>().ShouldBe("succeeded failed timed_out stalled deferred refused canceled lost");
        WordsOf<HoldKind>().ShouldBe("pause mute limit");
        WordsOf<Bell>().ShouldBe("findings looks alerts");
    }

    [Fact]
    public void An_unknown_word_is_refused_with_the_known_ones() =>
        Should.Throw<LedgerException>(() => Words.Parse<Severity>("awful")).Message
            .ShouldBe("the ledger says \"awful\" where one of info, warning, critical belongs");

    [Fact]
    public void Times_are_utc_with_milliseconds()
    {
        Times.Text(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.FromHours(2))).ShouldBe("2026-01-02T01:04:05.006Z");
        Times.Text((DateTimeOffset?)null).ShouldBeNull();
    }

    [Fact]
    public void A_time_comes_back_as_it_was()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        Times.Parse(Times.Text(at)).ShouldBe(at);
        Times.Parse(Times.Text(at)).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void The_order_of_texts_is_the_order_of_times()
    {
        var start = new DateTimeOffset(2026, 12, 31, 23, 59, 59, 990, TimeSpan.Zero);
        var texts = Enumerable.Range(0, 40).Select(i => Times.Text(start.AddMilliseconds(i))).ToList();
        texts.Order(StringComparer.Ordinal).ShouldBe(texts);
    }

    [Theory]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.678+02:00")]
    [InlineData("")]
    public void Other_ways_to_write_a_time_are_refused(string text) => Should.Throw<FormatException>(() => Times.Parse(text));

    private static string WordsOf<T>() where T : struct, Enum
    {
        var states = Enum.GetValues<T>();
        states.Select(s => Words.Parse<T>(Words.Of(s))).ShouldBe(states);
        return string.Join(' ', states.Select(s => Words.Of(s)));
    }
}
