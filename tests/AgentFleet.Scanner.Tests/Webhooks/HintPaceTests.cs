using AgentFleet.Scanner.Webhooks;
using AgentFleet.Testing;

namespace AgentFleet.Scanner.Tests.Webhooks;

public sealed class HintPaceTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly HintPace _hints;

    public HintPaceTests() => _hints = new(_clock);

    // With a hint given before, the time counts from when this returns.
    private Task NextAsync() => _hints.NextAsync(TestContext.Current.CancellationToken);

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private async Task LooksAfterAsync(double seconds)
    {
        var next = NextAsync();
        Pass(seconds - 0.001);
        next.IsCompleted.ShouldBeFalse();
        Pass(0.001);
        await next;
    }

    [Fact]
    public void Without_a_hint_nothing_looks()
    {
        var next = NextAsync();
        Pass(10);
        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_hint_starts_one_look_after_half_a_second()
    {
        _hints.Give();
        await LooksAfterAsync(0.5);
        var another = NextAsync();
        Pass(60);
        another.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Hints_that_come_together_start_one_look_and_do_not_put_it_off()
    {
        _hints.Give();
        var next = NextAsync();
        for (var time = 0; time < 4; time++)
        {
            Pass(0.12);
            for (var hint = 0; hint < 100; hint++)
                _hints.Give();
        }
        next.IsCompleted.ShouldBeFalse();
        Pass(0.02);
        await next;
        var another = NextAsync();
        Pass(60);
        another.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Hints_without_an_end_start_three_looks_in_a_row_and_then_one_every_ten_seconds()
    {
        foreach (var seconds in (double[])[0.5, 0.5, 0.5, 9, 10, 10])
        {
            _hints.Give();
            await LooksAfterAsync(seconds);
        }
        // The next starts half a minute after the last, and so all three are had again.
        Pass(29.5);
        foreach (var seconds in (double[])[0.5, 0.5, 0.5, 9])
        {
            _hints.Give();
            await LooksAfterAsync(seconds);
        }
    }
}
